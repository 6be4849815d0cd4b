"""Sphinx settings of the book: stored outputs are shown, nothing is run, nothing is loaded from elsewhere."""

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

html_theme = "furo"
html_theme_options = {"navigation_with_keys": True}
html_copy_source = html_show_sourcelink = False
html_use_index = False
html_show_search_summary = False  # a page on disk may not fetch others
html_static_path = ["static"]
html_css_files = ["book.css"]
html_js_files = ["book.js"]


def math_ml(display):
    """Return a visitor that writes a formula as MathML: browsers draw it without a script or a font."""

    def visit(writer, node):
        writer.body.append(latex2mathml.converter.convert(node.astext(), display=display))
        raise nodes.SkipNode

    return visit


def setup(app):
    """Draw the formulas when the book is built."""
    app.add_html_math_renderer("mathml", (math_ml("inline"), None), (math_ml("block"), None))
    app.config.html_math_renderer = "mathml"
    return {"parallel_read_safe": True}
