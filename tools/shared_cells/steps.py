# @title Helper for checks that train: the steps of the optimizers
import contextlib

from torch.optim.optimizer import register_optimizer_step_post_hook, register_optimizer_step_pre_hook


class FarEnough(Exception):
    """Ends a training at its first step."""


@contextlib.contextmanager
def counted_steps():
    """Give a list that holds one entry for each step that an optimizer of torch.optim makes in the block."""
    steps = []
    hook = register_optimizer_step_post_hook(lambda *_: steps.append(1))
    try:
        yield steps
    finally:
        hook.remove()


def first_slopes(train):
    """Call train() up to the first step of an optimizer, and return the gradients that this step finds."""
    slopes = []

    def stop(optimizer, *_):
        weights = [p for group in optimizer.param_groups for p in group["params"] if p.grad is not None]
        slopes.extend(p.grad.to_dense().clone().nan_to_num() for p in weights)
        raise FarEnough

    hook = register_optimizer_step_pre_hook(stop)
    try:
        train()
    except FarEnough:
        pass
    finally:
        hook.remove()
    return slopes


def demand_seed(train):
    """Raise an AssertionError unless train(), called twice with the same seed, begins twice in the same way."""
    one = first_slopes(train)
    two = first_slopes(train) if one else []
    alike = [a.shape for a in one] == [b.shape for b in two]
    alike = alike and all((a - b).norm() <= 0.01 * a.norm() + 1e-6 for a, b in zip(one, two, strict=True))
    text = "Called twice with the same seed, the training begins in two ways. "
    text += "The first weights, the batches, dropout: whatever is random has to come from `seed`, inside the function."
    assert alike, text
