"""Sphinx settings of the book: stored outputs are shown, nothing is run, nothing is loaded from elsewhere."""

import re

import latex2mathml.converter
from docutils import nodes

project = html_title = "Learn PyTorch"
copyright = "the authors; text CC BY 4.0, code MIT"
extensions = ["myst_nb", "sphinx_copybutton"]
root_doc = "index"

nb_execution_mode = "off"
nb_code_prompt_show = nb_code_prompt_hide = "Help or check: code"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]
smartquotes = False
copybutton_selector = "div.cell_input pre"
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"  # 7 to 1 on their grounds

html_theme = "furo"
html_theme_options = {
    "navigation_with_keys": True,
    "light_css_variables": {"color-code-background": "#f2f2f2", "color-code-foreground": "#1e1e1e"},
}
html_copy_source = html_show_sourcelink = False
html_use_index = False
html_show_search_summary = False  # a page on disk may not fetch others
html_static_path = ["static"]
html_css_files = ["book.css"]
html_js_files = ["book.js"]

FUNCTION, THIN = r"(?<!<msup>)(?<!<msub>)<mi>(ln|log|tanh)</mi>", '<mspace width="0.17em"></mspace>'
SPACING = [  # where TeX leaves other gaps than browsers do
    (r"<mo>&#x0002F;</mo>", '<mo lspace="0" rspace="0">/</mo>'),
    (r"<mo>max</mo>", '<mo lspace="0" rspace="0">max</mo>'),
    (r"(&#x0003D;|&#x02190;|&#x00028;|&#x0002C;)</mo><mo>&#x02212;", r'\1</mo><mo form="prefix">&#x02212;'),  # = -a
    (rf"(?<!mo>)(?<!row>){FUNCTION}", rf"{THIN}<mi>\1</mi>"),  # y ln
    (rf"{FUNCTION}(?!<mo s|<msub><mo>)", rf"<mi>\1</mi>{THIN}"),  # ln a, but not ln(a)
]


def math_ml(display):
    """Return a visitor that writes a formula as MathML: browsers draw it without a script or a font."""

    def visit(writer, node):
        formula = latex2mathml.converter.convert(node.astext(), display=display)
        for pattern, replacement in SPACING:
            formula = re.sub(pattern, replacement, formula)
        writer.body.append(formula)
        raise nodes.SkipNode

    return visit


def setup(app):
    """Draw the formulas when the book is built."""
    app.add_html_math_renderer("mathml", (math_ml("inline"), None), (math_ml("block"), None))
    app.config.html_math_renderer = "mathml"
    return {"parallel_read_safe": True}
