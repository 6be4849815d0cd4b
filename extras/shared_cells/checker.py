# The checker: the same cell in every exercise notebook. Run it; you need not read it.
fresh = torch.Generator()  # the checks draw new numbers from here each time they run
fresh.seed()
results = {}


def same(got, want, what="your answer", hint="", slips=(), rtol=1e-4, atol=1e-5):
    """Raise an AssertionError that says where got first differs from want; slips: (wrong value, advice) pairs."""
    if got is ...:
        raise NotImplementedError

    def demand(condition, problem):
        if not condition:
            advice = next((text for wrong, text in slips if equal(got, wrong, rtol, atol)), hint)
            raise AssertionError(f"{what}: {problem}" + (f"\n  Hint: {advice}" if advice else ""))

    demand(got is not None, "expected a value, got None. Is a `return` missing?")
    if isinstance(want, torch.Tensor):
        demand(isinstance(got, torch.Tensor), f"expected a tensor, got {type(got).__name__} {got!r:.80}")
        for name in ("shape", "dtype", "device"):
            a, b = getattr(want, name), getattr(got, name)
            a, b = (tuple(a), tuple(b)) if name == "shape" else (a, b)
            demand(a == b, f"expected {name} {a}, got {name} {b}")
        real = want.is_floating_point()  # whole numbers have no rounding: they must be equal
        differ = ~torch.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True) if real else got != want
        if differ.any():
            at, digits = tuple(differ.nonzero()[0].tolist()), 6 if real else 16
            where = f"{int(differ.sum())} of {want.numel()} values differ, first at index {at}: " if at else ""
            demand(False, f"{where}expected {want[at].item():.{digits}g}, got {got[at].item():.{digits}g}")
    elif isinstance(want, (list, tuple)):
        demand(isinstance(got, (list, tuple)), f"expected {type(want).__name__}, got {type(got).__name__} {got!r:.80}")
        demand(len(got) == len(want), f"expected {len(want)} items, got {len(got)}: {got!r:.80}")
        for i, (g, w) in enumerate(zip(got, want, strict=True)):
            same(g, w, f"{what}, item {i}", hint, [(s[i], text) for s, text in slips], rtol, atol)
    elif isinstance(want, float) and isinstance(got, (int, float)) and not isinstance(got, bool):
        demand(abs(got - want) <= atol + rtol * abs(want), f"expected {want!r}, got {got!r}")
    else:
        unpack = " (`.item()` takes a number out of a tensor or an array)" if hasattr(got, "item") else ""
        demand(type(got) is type(want), f"expected {type(want).__name__}, got {type(got).__name__} {got!r:.80}{unpack}")
        demand(got == want, f"expected {want!r}, got {got!r}")


def equal(a, b, rtol, atol):
    """Say whether same(a, b) would pass."""
    try:
        return same(a, b, rtol=rtol, atol=atol) is None
    except (AssertionError, NotImplementedError):
        return False


def check(exercise, results=results):  # a default, so that an answer may call something of its own `results`
    """Run the decorated check at once: print a tick or 'not attempted yet', or raise an AssertionError."""

    def run(test):
        results[exercise] = False
        try:
            with torch.enable_grad():  # whatever an answer switches off is on again afterwards
                test()
                assert torch.is_grad_enabled(), "Your answer leaves gradients off: use `with torch.no_grad():`."
        except AssertionError as wrong:
            problem = str(wrong) or "an assert without a message failed"
            raise AssertionError(f"Exercise {exercise} is not right yet.\n  {problem}") from None
        except Exception as error:
            if type(error) is NotImplementedError and not error.args:  # the untouched stub
                print(f"{exercise}: not attempted yet")
                return
            problem, last = f"your code raised {type(error).__name__}: {error}", error.__traceback__
            while last.tb_next:
                last = last.tb_next
            if last.tb_frame.f_code.co_filename == test.__code__.co_filename:  # the check itself came to grief
                problem = f"the check can't work with what your answer gives: {type(error).__name__}: {error}"
                if isinstance(error, NameError):
                    problem = f"{error}. Run all cells above this one. Does your answer have the right name?"
            raise AssertionError(f"Exercise {exercise} is not right yet.\n  {problem}") from error
        results[exercise] = True
        print(f"{exercise}: ✓")

    return run


def score(total, results=results):
    """Print how many of the exercises are solved and which are still open."""
    still_open = ", ".join(exercise for exercise, solved in results.items() if not solved)
    print(f"Score: {sum(results.values())} of {total}" + (f", still open: {still_open}" if still_open else ""))
