# @title Helper: show a figure, and say in a sentence what it shows
import base64
import io

from IPython.display import display

plt.rcParams["backend"] = "module://matplotlib_inline.backend_inline"  # below the cell, never in a window


def show_figure(alt):
    """Show what was drawn, with a sentence that stands in for it where it can't be seen."""
    picture = io.BytesIO()
    plt.gcf().savefig(picture, format="png", bbox_inches="tight")
    plt.close()
    data = {"image/png": base64.b64encode(picture.getvalue()).decode(), "text/plain": alt}
    display(data, raw=True, metadata={"image/png": {"alt": alt}})
