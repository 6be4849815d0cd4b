document.querySelectorAll("pre, math[display=block], table").forEach((e) => (e.tabIndex = 0)); // arrow keys scroll them
document.querySelectorAll("p.caption[role=heading]").forEach((e) => e.setAttribute("aria-level", "2"));
document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "Contents of the book");
document.querySelector(".toc-drawer")?.setAttribute("aria-label", "Contents of this page");
document.querySelectorAll("summary").forEach((e) => e.removeAttribute("aria-label")); // all had the same
