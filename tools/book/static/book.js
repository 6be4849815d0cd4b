document.querySelectorAll("pre, math[display=block], table").forEach((e) => (e.tabIndex = 0)); // arrow keys scroll them
document.querySelectorAll("p.caption[role=heading]").forEach((e) => e.setAttribute("aria-level", "2"));
