# Wrong answers of chapter 01: each section replaces an answer and must be rejected with a message that helps.

# %% 01.1 | clears between backward and step | cleared before step
order = "BDAEC"

# %% 01.1 | step before backward | no gradient
order = "BDECA"

# %% 01.1 | the order of the dictionary | later line makes
order = "ABCDE"

# %% 01.1 | loss before forward | later line makes
order = "DBEAC"

# %% 01.1 | only four lines | once
order = "BDAC"

# %% 01.1 | a list of numbers | string
order = [2, 4, 5, 1, 3]

# %% 01.1 | steps twice and leaves the loss out | once
order = "BEACC"

# %% 01.1 | clears between loss and backward, but steps first | no gradient
order = "BDCEA"

# %% 01.2 | sum instead of mean | not their sum
loss_now, slope_now, c_next, lr_limit = 14.0, -28 / 3, 1 + 2.8 / 3, 3 / 14

# %% 01.2 | root mean squared error | square root
loss_now, slope_now, c_next, lr_limit = (14 / 3) ** 0.5, -28 / 3, 1 + 2.8 / 3, 3 / 14

# %% 01.2 | forgot the factor 2 | factor 2
loss_now, slope_now, c_next, lr_limit = 14 / 3, -14 / 3, 1 + 2.8 / 3, 3 / 14

# %% 01.2 | wrong sign of the slope | sign
loss_now, slope_now, c_next, lr_limit = 14 / 3, 28 / 3, 1 + 2.8 / 3, 3 / 14

# %% 01.2 | walks uphill | subtract
loss_now, slope_now, c_next, lr_limit = 14 / 3, -28 / 3, 1 - 2.8 / 3, 3 / 14

# %% 01.2 | gives the step, not the new c | starts at
loss_now, slope_now, c_next, lr_limit = 14 / 3, -28 / 3, 2.8 / 3, 3 / 14

# %% 01.2 | limit without the square | square the x
loss_now, slope_now, c_next, lr_limit = 14 / 3, -28 / 3, 1 + 2.8 / 3, 3 / 6

# %% 01.2 | limit without n | number of examples
loss_now, slope_now, c_next, lr_limit = 14 / 3, -28 / 3, 1 + 2.8 / 3, 1 / 14

# %% 01.2 | limit not exact to two decimals | two decimals
loss_now, slope_now, c_next, lr_limit = 14 / 3, -28 / 3, 1 + 2.8 / 3, 0.22

# %% 01.2 | loss cut instead of rounded | two decimals
loss_now, slope_now, c_next, lr_limit = 4.66, -28 / 3, 1 + 2.8 / 3, 3 / 14

# %% 01.2 | c rounded up | two decimals
loss_now, slope_now, c_next, lr_limit = 14 / 3, -28 / 3, 1.94, 3 / 14

# %% 01.2 | adds the step to the slope | two decimals
loss_now, slope_now, c_next, lr_limit = 14 / 3, -28 / 3, -28 / 3 - 0.1, 3 / 14


# %% 01.3 | forgot to clear the gradients | pile up
def fit_line(X, y, lr, steps):
    w = torch.zeros(1, device=X.device, requires_grad=True)
    b = torch.zeros(1, device=X.device, requires_grad=True)
    for _ in range(steps):
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w.item(), b.item()


# %% 01.3 | sum of squares instead of the mean | not the sum
def fit_line(X, y, lr, steps):
    w = torch.zeros(1, device=X.device, requires_grad=True)
    b = torch.zeros(1, device=X.device, requires_grad=True)
    for _ in range(steps):
        w.grad = b.grad = None
        ((w * X + b - y) ** 2).sum().backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w.item(), b.item()


# %% 01.3 | adds the gradient | wrong way
def fit_line(X, y, lr, steps):
    w = torch.zeros(1, device=X.device, requires_grad=True)
    b = torch.zeros(1, device=X.device, requires_grad=True)
    for _ in range(steps):
        w.grad = b.grad = None
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w += lr * w.grad
            b += lr * b.grad
    return w.item(), b.item()


# %% 01.3 | the update is recorded | in-place
def fit_line(X, y, lr, steps):
    w = torch.zeros(1, device=X.device, requires_grad=True)
    b = torch.zeros(1, device=X.device, requires_grad=True)
    for _ in range(steps):
        w.grad = b.grad = None
        ((w * X + b - y) ** 2).mean().backward()
        w -= lr * w.grad
        b -= lr * b.grad
    return w.item(), b.item()


# %% 01.3 | returns tensors | float
def fit_line(X, y, lr, steps):
    w = torch.zeros(1, device=X.device, requires_grad=True)
    b = torch.zeros(1, device=X.device, requires_grad=True)
    for _ in range(steps):
        w.grad = b.grad = None
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w, b


# %% 01.3 | the direct formula instead of steps | exactly `steps` steps
def fit_line(X, y, lr, steps):
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    w, b = torch.linalg.lstsq(A, y).solution.flatten().tolist()
    return w, b


# %% 01.3 | always the line of the example | exactly `steps` steps
def fit_line(X, y, lr, steps):
    return 2.0, -1.0


# %% 01.3 | one step too many | exactly `steps` steps
def fit_line(X, y, lr, steps):
    w = torch.zeros(1, device=X.device, requires_grad=True)
    b = torch.zeros(1, device=X.device, requires_grad=True)
    for _ in range(steps + 1):
        w.grad = b.grad = None
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w.item(), b.item()


# %% 01.3 | ignores lr | length `lr`
def fit_line(X, y, lr, steps):
    w = b = 0.0
    for _ in range(steps):
        error = w * X + b - y
        w, b = w - 0.1 * 2 * (error * X).mean().item(), b - 0.1 * 2 * error.mean().item()
    return w, b


# %% 01.3 | stops after 500 steps | exactly `steps` steps
def fit_line(X, y, lr, steps):
    w = b = 0.0
    for _ in range(min(steps, 500)):
        error = w * X + b - y
        w, b = w - lr * 2 * (error * X).mean().item(), b - lr * 2 * error.mean().item()
    return w, b


# %% 01.3 | takes the direct formula when there are many steps | exactly `steps` steps
def fit_line(X, y, lr, steps):
    w = b = 0.0
    if steps > 100:
        w, b = torch.linalg.lstsq(torch.cat([X, torch.ones_like(X)], dim=1), y).solution.flatten().tolist()
        return w, b
    for _ in range(steps):
        error = w * X + b - y
        w, b = w - lr * 2 * (error * X).mean().item(), b - lr * 2 * error.mean().item()
    return w, b


# %% 01.3 | returns b first | w first
def fit_line(X, y, lr, steps):
    w = b = 0.0
    for _ in range(steps):
        error = w * X + b - y
        w, b = w - lr * 2 * (error * X).mean().item(), b - lr * 2 * error.mean().item()
    return b, w


# %% 01.3 | stops as soon as the loss is small | exactly `steps` steps
def fit_line(X, y, lr, steps):
    w = b = 0.0
    for _ in range(steps):
        error = w * X + b - y
        if (error**2).mean() < 1e-3:
            break
        w, b = w - lr * 2 * (error * X).mean().item(), b - lr * 2 * error.mean().item()
    return w, b


# %% 01.3 | clamps the gradients | however small or large
def fit_line(X, y, lr, steps):
    w = b = 0.0
    for _ in range(steps):
        error = w * X + b - y
        dw, db = 2 * (error * X).mean().item(), 2 * error.mean().item()
        w, b = w - lr * max(-1.0, min(1.0, dw)), b - lr * max(-1.0, min(1.0, db))
    return w, b


# %% 01.3 | clamps the gradients at 100 | however small or large
def fit_line(X, y, lr, steps):
    w = b = 0.0
    for _ in range(steps):
        error = w * X + b - y
        dw, db = 2 * (error * X).mean().item(), 2 * error.mean().item()
        w, b = w - lr * max(-100.0, min(100.0, dw)), b - lr * max(-100.0, min(100.0, db))
    return w, b


# %% 01.3 | starts at random numbers | from w = 0
def fit_line(X, y, lr, steps):
    w = torch.randn(1, device=X.device, requires_grad=True)
    b = torch.randn(1, device=X.device, requires_grad=True)
    for _ in range(steps):
        w.grad = b.grad = None
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w.item(), b.item()


# %% 01.3 | uses the new w already for the slope of b | one forward pass
def fit_line(X, y, lr, steps):
    w = b = 0.0
    for _ in range(steps):
        w = w - lr * 2 * ((w * X + b - y) * X).mean().item()
        b = b - lr * 2 * (w * X + b - y).mean().item()
    return w, b


# %% 01.4 | no zero_grad | clear the old gradients
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | returns the tensor | item
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


# %% 01.4 | returns the loss after the step | before
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss_fn(model(X), y).item()


# %% 01.4 | leaves the model in evaluation mode | training mode
def train_step(model, X, y, loss_fn, optimizer):
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | clears between backward and step | backward() and step()
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


# %% 01.4 | returns nothing | return
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


# %% 01.4 | ignores loss_fn | loss_fn
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | steps by hand, without the optimizer | given optimizer
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.05 * p.grad
    return loss.item()


# %% 01.4 | a new optimizer for each call | given optimizer
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | clears only after the step | clear the old gradients
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


# %% 01.4 | switches to training mode at the end | training mode
def train_step(model, X, y, loss_fn, optimizer):
    model.eval()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    model.train()
    return loss.item()


# %% 01.4 | sets only the flag of the outer module | training mode
def train_step(model, X, y, loss_fn, optimizer):
    model.training = True
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | changes X | leave its inputs alone
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    X += 100
    return loss.item()


# %% 01.4 | exchanges predictions and answers | predictions first
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(y, model(X))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | a second forward pass for the value | once per step
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    before = loss_fn(model(X), y).item()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return before


# %% 01.4 | rounds the loss to three decimals | don't round
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return round(loss.item(), 3)


# %% 01.4 | ends in evaluation mode | in evaluation mode
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    model.eval()
    return loss.item()


# %% 01.4 | forgets backward | loss.backward()
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


# %% 01.4 | forgets step | optimizer.step()
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    return loss.item()


# %% 01.4 | step without its parentheses | parentheses
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step
    return loss.item()


# %% 01.4 | train without its parentheses | model.train()
def train_step(model, X, y, loss_fn, optimizer):
    model.train
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | zero_grad without its parentheses | clear the old gradients
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | calls forward instead of the model | model.forward
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model.forward(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% 01.4 | two steps along one gradient | step() once
def train_step(model, X, y, loss_fn, optimizer):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    optimizer.step()
    return loss.item()


# %% 01.5 | untouched copy of the buggy version | both mistakes
fixed_fit = buggy_fit


# %% 01.5 | only zero_grad repaired | momentum has no effect
def fixed_fit(model, X, y, lr, steps):
    losses = []
    for _ in range(steps):
        optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | only the optimizer repaired | still there
def fixed_fit(model, X, y, lr, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | clears after backward | nothing moves
def fixed_fit(model, X, y, lr, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | trains a copy | not a copy
def fixed_fit(model, X, y, lr, steps):
    model = copy.deepcopy(model)
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | ignores lr | losses of the first call, lr=
def fixed_fit(model, X, y, lr, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | ignores steps | expected
def fixed_fit(model, X, y, lr, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(10):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | leaves out the last step | last one too
def fixed_fit(model, X, y, lr, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for i in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        if i < steps - 1:
            optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | destroys X | leave its inputs alone
def fixed_fit(model, X, y, lr, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    X.zero_()
    return losses


# %% 01.5 | keeps the losses of earlier calls in a default argument | second call
def fixed_fit(model, X, y, lr, steps, losses=[]):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | keeps the losses in a list outside | second call
losses = []


def fixed_fit(model, X, y, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.5 | makes one optimizer for all calls | second call
optimizers = []


def fixed_fit(model, X, y, lr, steps):
    if not optimizers:
        optimizers.append(torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9))
    losses = []
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizers[0].zero_grad()
        loss.backward()
        optimizers[0].step()
        losses.append(loss.item())
    return losses


# %% 01.5 | rounds the losses to three decimals | don't round
def fixed_fit(model, X, y, lr, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(round(loss.item(), 3))
    return losses


# %% 01.5 | one optimizer, but without its momentum | momentum has no effect
def fixed_fit(model, X, y, lr, steps):
    losses = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 01.6 | untouched copy of the buggy version | every prediction with every answer
fixed_mse = buggy_mse


# %% 01.6 | flattens only the predictions | every prediction with every answer
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    return ((y_hat.squeeze(1) - y) ** 2).mean()


# %% 01.6 | adds an axis in front | every answer
def fixed_mse(y_hat, y):
    if len(y_hat) != len(y):
        raise ValueError
    return ((y_hat - y.unsqueeze(0)) ** 2).mean()


# %% 01.6 | forgot the count | ValueError
def fixed_mse(y_hat, y):
    return ((y_hat - y.view(-1, 1)) ** 2).mean()


# %% 01.6 | sum instead of mean | not the sum
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    return ((y_hat - y.view_as(y_hat)) ** 2).sum()


# %% 01.6 | cuts the graph | cut off
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    return ((y_hat.detach() - y.view_as(y_hat)) ** 2).mean()


# %% 01.6 | returns a number | expected a tensor
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    return ((y_hat - y.view_as(y_hat)) ** 2).mean().item()


# %% 01.6 | half of the square detached | cut off
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    error = y_hat - y.view_as(y_hat)
    return (error.detach() * error).mean()


# %% 01.6 | makes a new tensor from the number | cut off
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    loss = ((y_hat - y.view_as(y_hat)) ** 2).mean()
    return torch.tensor(loss.item(), device=y_hat.device, requires_grad=True)


# %% 01.6 | cuts the graph for columns only | cut off
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    if y.ndim == 2:
        return ((y_hat - y) ** 2).mean().detach()
    return ((y_hat - y.view_as(y_hat)) ** 2).mean()


# %% 01.6 | reshapes y for the caller, too | changed the shape
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    y.resize_(y_hat.shape)
    return ((y_hat - y) ** 2).mean()


# %% 01.6 | counts only when y is flat | raise a ValueError
def fixed_mse(y_hat, y):
    if y.ndim == 1 and y_hat.numel() != y.numel():
        raise ValueError
    return ((y_hat - y.view(-1, 1)) ** 2).mean()


# %% 01.6 | an assert instead of a ValueError | not an assert
def fixed_mse(y_hat, y):
    assert y_hat.numel() == y.numel()
    return ((y_hat - y.view_as(y_hat)) ** 2).mean()


# %% 01.6 | computes the errors inside y | leave its inputs alone
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    y = y.view_as(y_hat)
    loss = ((y_hat - y) ** 2).mean()
    y -= y_hat.detach()
    return loss


# %% 01.6 | compares as many as both have | raise a ValueError
def fixed_mse(y_hat, y):
    n = min(y_hat.numel(), y.numel())
    return ((y_hat.flatten()[:n] - y.flatten()[:n]) ** 2).mean()


# %% 01.6 | absolute differences | square them
def fixed_mse(y_hat, y):
    if y_hat.numel() != y.numel():
        raise ValueError
    return (y_hat.squeeze() - y.squeeze()).abs().mean()


# %% 01.7 | untouched copy of the buggy version | .item()
fixed_epoch = buggy_epoch


# %% 01.7 | item, but the batches count alike | weight each loss
def fixed_epoch(model, batches, loss_fn, optimizer):
    losses = []
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 01.7 | weighted, but still a tensor | .item()
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total, count = total + loss * len(X), count + len(X)
    return total / count


# %% 01.7 | divides by the number of batches | not of batches
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(X), count + 1
    return total / count


# %% 01.7 | measures without training | one step per batch
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        total, count = total + loss_fn(model(X), y).item() * len(X), count + len(X)
    return total / count


# %% 01.7 | needs the length of the iterable | raised TypeError
def fixed_epoch(model, batches, loss_fn, optimizer):
    total = 0.0
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() / len(batches)
    return total


# %% 01.7 | ignores loss_fn | loss_fn
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(X), count + len(X)
    return total / count


# %% 01.7 | an optimizer of its own | with the optimizer
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(X), count + len(X)
    return total / count


# %% 01.7 | a new optimizer for each batch | with the optimizer
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(X), count + len(X)
    return total / count


# %% 01.7 | trains in evaluation mode | training mode
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    model.eval()
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(X), count + len(X)
    return total / count


# %% 01.7 | never clears | pile up
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = loss_fn(model(X), y)
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(X), count + len(X)
    return total / count


# %% 01.7 | measures all batches before any training | before its own step
def fixed_epoch(model, batches, loss_fn, optimizer):
    batches = list(batches)
    total = sum(loss_fn(model(X), y).item() * len(X) for X, y in batches)
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return total / sum(len(X) for X, _ in batches)


# %% 01.7 | exchanges predictions and answers | loss_fn(predictions, answers)
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = loss_fn(y, model(X))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(X)
        count += len(X)
    return total / count


# %% 01.7 | leaves the model in evaluation mode | leave it there
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total, count = total + loss.item() * len(X), count + len(X)
    model.eval()
    return total / count


# %% 01.7 | counts a short batch as a full one | own size
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count, batch_size = 0.0, 0, None
    for X, y in batches:
        batch_size = batch_size or len(X)
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * batch_size
        count += len(X)
    return total / count


# %% 01.7 | takes the loss of each batch after its step | before its own step
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss_fn(model(X), y).item() * len(X)
        count += len(X)
    return total / count


# %% 01.7 | rounds to three decimals | don't round
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(X)
        count += len(X)
    return round(total / count, 3)


# %% 01.7 | freezes the parameters at the end | requires_grad
def fixed_epoch(model, batches, loss_fn, optimizer):
    total, count = 0.0, 0
    for X, y in batches:
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(X)
        count += len(X)
    model.requires_grad_(False)
    return total / count


# %% 01.8 | untouched copy of the buggy version | dropout
fixed_evaluate = buggy_evaluate


# %% 01.8 | eval, but still recorded | still recorded
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    loss = loss_fn(model(X), y).item()
    model.train(mode)
    return loss


# %% 01.8 | does not restore the mode | other mode
def fixed_evaluate(model, X, y, loss_fn):
    model.eval()
    with torch.no_grad():
        return loss_fn(model(X), y).item()


# %% 01.8 | always switches to training afterwards | restore the mode
def fixed_evaluate(model, X, y, loss_fn):
    model.eval()
    with torch.no_grad():
        loss = loss_fn(model(X), y).item()
    model.train()
    return loss


# %% 01.8 | returns a tensor | as a float
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    with torch.no_grad():
        loss = loss_fn(model(X), y)
    model.train(mode)
    return loss


# %% 01.8 | averages over many noisy calls | dropout
def fixed_evaluate(model, X, y, loss_fn):
    with torch.no_grad():
        return sum(loss_fn(model(X), y).item() for _ in range(50)) / 50


# %% 01.8 | restores only the flag of the outer module | layer of it
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    with torch.no_grad():
        loss = loss_fn(model(X), y).item()
    model.training = mode
    return loss


# %% 01.8 | switches autograd off for good | still off
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    torch.set_grad_enabled(False)
    if True:
        loss = loss_fn(model(X), y).item()
    model.train(mode)
    return loss


# %% 01.8 | freezes the parameters | changed the model itself
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval().requires_grad_(False)
    with torch.no_grad():
        loss = loss_fn(model(X), y).item()
    model.train(mode)
    return loss


# %% 01.8 | sets the dropout rate to 0 | changed the model itself
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model[0].p = 0.0
    with torch.no_grad():
        loss = loss_fn(model(X), y).item()
    model.train(mode)
    return loss


# %% 01.8 | ignores loss_fn | loss_fn
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    with torch.no_grad():
        loss = nn.functional.mse_loss(model(X), y).item()
    model.train(mode)
    return loss


# %% 01.8 | destroys X | leave its inputs alone
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    with torch.no_grad():
        loss = loss_fn(model(X), y).item()
    model.train(mode)
    X.zero_()
    return loss


# %% 01.8 | exchanges predictions and answers | predictions first
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    with torch.inference_mode():
        loss = loss_fn(y, model(X)).item()
    model.train(mode)
    return loss


# %% 01.8 | evaluation mode for the dropout only | in training mode while
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    for layer in model.modules():
        if isinstance(layer, nn.Dropout):
            layer.eval()
    with torch.no_grad():
        loss = loss_fn(model(X), y).item()
    model.train(mode)
    return loss


# %% 01.8 | sets the flag of the layers, not of the model | in training mode while
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    for layer in model.children():
        layer.training = False
    with torch.no_grad():
        loss = loss_fn(model(X), y).item()
    model.train(mode)
    return loss


# %% 01.8 | rounds to three decimals | don't round
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    with torch.inference_mode():
        loss = loss_fn(model(X), y).item()
    model.train(mode)
    return round(loss, 3)


# %% 01.8 | switches requires_grad off and on again | requires_grad
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval().requires_grad_(False)
    loss = loss_fn(model(X), y).item()
    model.requires_grad_(True).train(mode)
    return loss


# %% 01.8 | centres X in place first | leave its inputs alone
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    X -= X.mean(dim=0)
    with torch.inference_mode():
        loss = loss_fn(model(X), y).item()
    model.train(mode)
    return loss


# %% 01.8 | calls forward instead of the model | model.forward
def fixed_evaluate(model, X, y, loss_fn):
    mode = model.training
    model.eval()
    with torch.no_grad():
        loss = loss_fn(model.forward(X), y).item()
    model.train(mode)
    return loss


# %% 01.9 | nan wins the minimum | nan
def pick(losses):
    return min(losses, key=losses.get)


# %% 01.9 | returns the loss | not its loss
def pick(losses):
    return min(loss for loss in losses.values() if math.isfinite(loss))


# %% 01.9 | the largest rate that survives | not the size
def pick(losses):
    return max(lr for lr, loss in losses.items() if math.isfinite(loss))


# %% 01.9 | one model for all rates | new model
def sweep(lrs, X, y, steps):
    losses, model = {}, nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    for lr in lrs:
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            loss = nn.functional.mse_loss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses[lr] = nn.functional.mse_loss(model(X), y).item()
    return losses


# %% 01.9 | the loss before the last step | before the last step
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            loss = nn.functional.mse_loss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses[lr] = loss.item()
    return losses


# %% 01.9 | random start | zero
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            loss = nn.functional.mse_loss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses[lr] = nn.functional.mse_loss(model(X), y).item()
    return losses


# %% 01.9 | only small rates | none of your rates diverges
my_lrs = [0.001, 0.01, 0.03, 0.1]

# %% 01.9 | the good rate is missing | between it and the diverging one
my_lrs = [0.001, 0.01, 0.1, 1.0]

# %% 01.9 | too few | at least four
my_lrs = [0.4, 1.0]


# %% 01.9 | the smallest rate that survives | not the size
def pick(losses):
    return min(lr for lr, loss in losses.items() if math.isfinite(loss))


# %% 01.9 | pick empties the caller's dictionary | changed the dictionary
def pick(losses):
    for lr in list(losses):
        if not math.isfinite(losses[lr]):
            del losses[lr]
    return min(losses, key=losses.get)


# %% 01.9 | always 60 steps | `steps` steps
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(60):
            loss = nn.functional.mse_loss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses[lr] = nn.functional.mse_loss(model(X), y).item()
    return losses


# %% 01.9 | made for one feature only | shapes cannot be multiplied
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(1, 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            loss = nn.functional.mse_loss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses[lr] = nn.functional.mse_loss(model(X), y).item()
    return losses


# %% 01.9 | losses as tensors | should be floats
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            loss = nn.functional.mse_loss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses[lr] = nn.functional.mse_loss(model(X), y)
    return losses


# %% 01.9 | sorts the caller's list | leave its inputs alone
def sweep(lrs, X, y, steps):
    losses = {}
    lrs.sort()
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            train_step(model, X, y, nn.MSELoss(), optimizer)
        losses[lr] = nn.functional.mse_loss(model(X), y).item()
    return losses


# %% 01.9 | a single number | list of numbers
my_lrs = 0.4

# %% 01.9 | rates as text | list of numbers
my_lrs = ["0.1", "0.3", "0.4", "0.5"]

# %% 01.9 | a negative rate as the one that diverges | positive
my_lrs = [-1.0, 0.1, 0.3, 0.4]

# %% 01.9 | nan as a rate | finite number
my_lrs = [float("nan"), 0.1, 0.3, 0.4]


# %% 01.9 | takes a loss of 10 or more for a diverged one | ValueError: min()
def pick(losses):
    return min((lr for lr in losses if losses[lr] < 10), key=losses.get)


# %% 01.9 | the first rate wins where no loss is below 100 | of the finite ones
def pick(losses):
    best, lowest = next(iter(losses)), 100.0
    for lr, loss in losses.items():
        if loss < lowest:
            best, lowest = lr, loss
    return best


# %% 01.9 | sweep leaves out the rates that diverge | run diverged
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            train_step(model, X, y, nn.MSELoss(), optimizer)
        loss = nn.functional.mse_loss(model(X), y).item()
        if math.isfinite(loss):
            losses[lr] = loss
    return losses


# %% 01.9 | sweep makes a number of every nan | not finite
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            train_step(model, X, y, nn.MSELoss(), optimizer)
        losses[lr] = torch.nan_to_num(nn.functional.mse_loss(model(X), y)).item()
    return losses


# %% 01.9 | sweep writes -1 for a run that diverged | not finite
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            train_step(model, X, y, nn.MSELoss(), optimizer)
        loss = nn.functional.mse_loss(model(X), y).item()
        losses[lr] = loss if math.isfinite(loss) else -1.0
    return losses


# %% 01.9 | sweep writes None for a run that diverged | not finite
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            train_step(model, X, y, nn.MSELoss(), optimizer)
        loss = nn.functional.mse_loss(model(X), y).item()
        losses[lr] = loss if math.isfinite(loss) else None
    return losses


# %% 01.9 | sweep stops a diverging run and keeps its lowest loss | not finite
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        lowest = math.inf
        for _ in range(steps):
            lowest = min(lowest, train_step(model, X, y, nn.MSELoss(), optimizer))
        loss = nn.functional.mse_loss(model(X), y).item()
        losses[lr] = loss if math.isfinite(loss) else lowest
    return losses


# %% 01.9 | all rates diverge | smaller
my_lrs = [1.0, 3.0, 10.0, 30.0]


# %% 01.9 | sweep rounds its losses | don't round
def sweep(lrs, X, y, steps):
    losses = {}
    for lr in lrs:
        model = nn.Linear(X.shape[1], 1).to(X.device)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            train_step(model, X, y, nn.MSELoss(), optimizer)
        losses[lr] = round(nn.functional.mse_loss(model(X), y).item(), 3)
    return losses


# %% 01.10 | chooses by the training loss | training loss
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    losses = []
    for degree in range(max_degree + 1):
        A = torch.cat([x_train**k for k in range(degree + 1)], dim=1)
        W = torch.linalg.lstsq(A, y_train).solution
        losses.append(((A @ W - y_train) ** 2).mean().item())
    return losses.index(min(losses)), min(losses)


# %% 01.10 | fits on both sets | only
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    losses, x, y = [], torch.cat([x_train, x_val]), torch.cat([y_train, y_val])
    for degree in range(max_degree + 1):
        W = torch.linalg.lstsq(torch.cat([x**k for k in range(degree + 1)], dim=1), y).solution
        A_val = torch.cat([x_val**k for k in range(degree + 1)], dim=1)
        losses.append(((A_val @ W - y_val) ** 2).mean().item())
    return losses.index(min(losses)), min(losses)


# %% 01.10 | no constant term | constant
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    losses = []
    for degree in range(max_degree + 1):
        A, A_val = (torch.cat([x**k for k in range(min(1, degree), degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        losses.append(((A_val @ W - y_val) ** 2).mean().item())
    return losses.index(min(losses)), min(losses)


# %% 01.10 | always a cubic, as in the lesson | (degree, loss)
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    A, A_val = (torch.cat([x**k for k in range(4)], dim=1) for x in (x_train, x_val))
    W = torch.linalg.lstsq(A, y_train).solution
    return 3, ((A_val @ W - y_val) ** 2).mean().item()


# %% 01.10 | returns tensors | expected int
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    losses = []
    for degree in range(max_degree + 1):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        losses.append(((A_val @ W - y_val) ** 2).mean())
    losses = torch.stack(losses)
    return losses.argmin(), losses.min()


# %% 01.10 | ignores max_degree | every degree from 0 to max_degree
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    best = None
    for degree in range(6):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        loss = ((A_val @ W - y_val) ** 2).mean().item()
        if best is None or loss < best[1]:
            best = (degree, loss)
    return best


# %% 01.10 | leaves out the last degree | every degree from 0 to max_degree
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    best = None
    for degree in range(max_degree):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        loss = ((A_val @ W - y_val) ** 2).mean().item()
        if best is None or loss < best[1]:
            best = (degree, loss)
    return best


# %% 01.10 | starts at degree 1 | every degree from 0 to max_degree
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    best = None
    for degree in range(1, max_degree + 1):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        loss = ((A_val @ W - y_val) ** 2).mean().item()
        if best is None or loss < best[1]:
            best = (degree, loss)
    return best


# %% 01.10 | never beyond degree 3 | every degree from 0 to max_degree
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    best = None
    for degree in range(min(4, max_degree + 1)):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        loss = ((A_val @ W - y_val) ** 2).mean().item()
        if best is None or loss < best[1]:
            best = (degree, loss)
    return best


# %% 01.10 | stops at the first rise | every degree from 0 to max_degree
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    best = None
    for degree in range(max_degree + 1):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        loss = ((A_val @ W - y_val) ** 2).mean().item()
        if best is None or loss < best[1]:
            best = (degree, loss)
        else:
            break
    return best


# %% 01.10 | scales the caller's x | leave its inputs alone
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    losses = []
    x_val /= x_train.max()
    x_train /= x_train.max()
    for degree in range(max_degree + 1):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        losses.append(((A_val @ W - y_val) ** 2).mean().item())
    return losses.index(min(losses)), min(losses)


# %% 01.10 | takes a higher degree only if it is much better | however little
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    best = None
    for degree in range(max_degree + 1):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        loss = ((A_val @ W - y_val) ** 2).mean().item()
        if best is None or loss < 0.9 * best[1]:
            best = (degree, loss)
    return best


# %% 01.10 | fits in single precision | double precision
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    losses = []
    for degree in range(max_degree + 1):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1).float() for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train.float()).solution
        losses.append(((A_val @ W - y_val.float()) ** 2).mean().item())
    return losses.index(min(losses)), min(losses)


# %% 01.10 | returns the root of the loss | mean of the squares
def choose_degree(x_train, y_train, x_val, y_val, max_degree):
    losses = []
    for degree in range(max_degree + 1):
        A, A_val = (torch.cat([x**k for k in range(degree + 1)], dim=1) for x in (x_train, x_val))
        W = torch.linalg.lstsq(A, y_train).solution
        losses.append(((A_val @ W - y_val) ** 2).mean().sqrt().item())
    return losses.index(min(losses)), min(losses)


# %% 01.11 | only the model is saved | optimizer's memory
def save_checkpoint(path, model, optimizer, step):
    torch.save({"model": model.state_dict(), "step": step}, path)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(saved["model"])
    return saved["step"]


# %% 01.11 | saves whole objects | state_dicts
def save_checkpoint(path, model, optimizer, step):
    torch.save({"model": model, "optimizer": optimizer, "step": step}, path)


# %% 01.11 | returns nothing | return it
def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])


# %% 01.11 | loads into new objects | in place
def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    model = copy.deepcopy(model)
    model.load_state_dict(saved["model"])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    return saved["step"]


# %% 01.11 | writes somewhere else | no file
def save_checkpoint(path, model, optimizer, step):
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    torch.save(state, str(path) + ".pth")


# %% 01.11 | rounds the weights | parameters after
def save_checkpoint(path, model, optimizer, step):
    weights = {name: value.half() for name, value in model.state_dict().items()}
    torch.save({"model": weights, "optimizer": optimizer.state_dict(), "step": step}, path)


# %% 01.11 | keeps the states in memory, not in the file | read the file at
kept = {}


def save_checkpoint(path, model, optimizer, step):
    torch.save({}, path)
    kept.update(m=copy.deepcopy(model.state_dict()), o=copy.deepcopy(optimizer.state_dict()), step=step)


def load_checkpoint(path, model, optimizer):
    model.load_state_dict(kept["m"])
    optimizer.load_state_dict(kept["o"])
    return kept["step"]


# %% 01.11 | runs the code in a stranger's file | weights_only=True
def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=False)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return saved["step"]


# %% 01.11 | two files | one file
def save_checkpoint(path, model, optimizer, step):
    torch.save({"model": model.state_dict(), "step": step}, path)
    torch.save(optimizer.state_dict(), str(path) + ".optimizer")


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(torch.load(str(path) + ".optimizer", map_location=device, weights_only=True))
    return saved["step"]


# %% 01.11 | reads the last file it wrote, whatever the path | at `path`
last_path = []


def save_checkpoint(path, model, optimizer, step):
    last_path[:] = [path]
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, path)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(last_path[0], map_location=device, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return saved["step"]


# %% 01.11 | saves the parameters only | numbers that are not parameters
def save_checkpoint(path, model, optimizer, step):
    values = [p.detach() for p in model.parameters()]
    torch.save({"model": values, "optimizer": optimizer.state_dict(), "step": step}, path)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    with torch.no_grad():
        for p, value in zip(model.parameters(), saved["model"], strict=True):
            p.copy_(value)
    optimizer.load_state_dict(saved["optimizer"])
    return saved["step"]


# %% 01.11 | made for a model that is one linear layer | no attribute 'weight'
def save_checkpoint(path, model, optimizer, step):
    values = {"weight": model.weight.detach(), "bias": model.bias.detach()}
    torch.save({"model": values, "optimizer": optimizer.state_dict(), "step": step}, path)


# %% 01.11 | the optimizer's memory without its settings | and lr
def save_checkpoint(path, model, optimizer, step):
    torch.save({"model": model.state_dict(), "memory": optimizer.state_dict()["state"], "step": step}, path)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict({**optimizer.state_dict(), "state": saved["memory"]})
    return saved["step"]


# %% 01.11 | leaves the model in evaluation mode | leave the mode
def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    model.eval()
    return saved["step"]


# %% 01.11 | returns the step to do next | returned step
def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return saved["step"] + 1


# %% 01.11 | restores the optimizer's settings, not its memory | optimizer's memory
def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.param_groups[0]["lr"] = saved["optimizer"]["param_groups"][0]["lr"]
    return saved["step"]


# %% 01.12 | averages instead of adding | weight 1
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None:
                v.mul_(self.beta).add_(p.grad, alpha=1 - self.beta)
                p -= self.lr * v


# %% 01.12 | looks ahead as Nesterov does | along v itself
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None:
                v.mul_(self.beta).add_(p.grad)
                p -= self.lr * (p.grad + self.beta * v)


# %% 01.12 | plain gradient descent | no effect
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr = list(parameters), lr

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            if p.grad is not None:
                p -= self.lr * p.grad


# %% 01.12 | keeps the generator | parameters after
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = parameters, lr, beta
        self.velocities = [torch.zeros_like(p) for p in parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            v.mul_(self.beta).add_(p.grad)
            p -= self.lr * v


# %% 01.12 | no_grad is missing | leaf Variable
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None:
                v.mul_(self.beta).add_(p.grad)
                p -= self.lr * v


# %% 01.12 | fails on a frozen parameter | NoneType
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            v.mul_(self.beta).add_(p.grad)
            p -= self.lr * v


# %% 01.12 | zero_grad does nothing | gradients behind
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        pass

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None:
                v.mul_(self.beta).add_(p.grad)
                p -= self.lr * v


# %% 01.12 | moves first, updates v afterwards | update v first
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None:
                p -= self.lr * v
                v.mul_(self.beta).add_(p.grad)


# %% 01.12 | inherits from torch.optim.SGD | without torch.optim
class Momentum(torch.optim.SGD):
    def __init__(self, parameters, lr, beta):
        super().__init__(parameters, lr=lr, momentum=beta)


# %% 01.12 | wraps torch.optim.SGD | do without: optim
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.optimizer = torch.optim.SGD(parameters, lr=lr, momentum=beta)

    def zero_grad(self):
        self.optimizer.zero_grad()

    def step(self):
        self.optimizer.step()


# %% 01.12 | stops at the first parameter without a gradient | skip only
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is None:
                return
            v.mul_(self.beta).add_(p.grad)
            p -= self.lr * v


# %% 01.12 | rolls on without a gradient | grad is None moved
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            v.mul_(self.beta)
            if p.grad is not None:
                v.add_(p.grad)
            p -= self.lr * v


# %% 01.12 | all objects share their velocities | of each optimizer
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        Momentum.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is None:
                continue
            v.mul_(self.beta).add_(p.grad)
            p -= self.lr * v


# %% 01.12 | zero_grad forgets the velocities, too | kept from step to step
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None
        for v in self.velocities:
            v.zero_()

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is None:
                continue
            v.mul_(self.beta).add_(p.grad)
            p -= self.lr * v


# %% 01.12 | step changes the gradient | changed p.grad
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is None:
                continue
            v.mul_(self.beta).add_(p.grad)
            p -= self.lr * v
            p.grad.mul_(100)


# %% 01.12 | the first velocity is the gradient itself | tensor of its own
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta, self.velocities = list(parameters), lr, beta, {}

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            if p.grad is not None:
                known = p in self.velocities
                v = self.velocities[p].mul_(self.beta).add_(p.grad) if known else p.grad
                self.velocities[p] = v
                p -= self.lr * v


# %% 01.12 | v shrinks while there is no gradient | by beta or throw
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            v.mul_(self.beta)
            if p.grad is not None:
                v.add_(p.grad)
                p -= self.lr * v


# %% 01.12 | v is thrown away while there is no gradient | by beta or throw
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is None:
                v.zero_()
                continue
            v.mul_(self.beta).add_(p.grad)
            p -= self.lr * v


# %% 01.12 | skips a gradient of zeros, too | zeros is not None
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None and p.grad.abs().sum() > 0:
                v.mul_(self.beta).add_(p.grad)
                p -= self.lr * v


# %% 01.12 | keeps v on the parameter, for the next optimizer as well | starts with v = 0
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            if p.grad is not None:
                p.v = self.beta * getattr(p, "v", 0.0) + p.grad
                p -= self.lr * p.v


# %% 01.12 | one v for all parameters of one shape | even if two have one shape
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = {p.shape: torch.zeros_like(p) for p in self.parameters}

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            if p.grad is not None:
                v = self.velocities[p.shape]
                v.mul_(self.beta).add_(p.grad)
                p -= self.lr * v


# %% 01.12 | rebinds v instead of keeping it | no effect
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None:
                v = self.beta * v + p.grad
                p -= self.lr * v


# %% 01.12 | rebinds p instead of changing it | in place
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None:
                v.mul_(self.beta).add_(p.grad)
                p = p - self.lr * v


# %% 01.12 | multiplies the rate by beta as well | then w <- w - lr v
class Momentum:
    def __init__(self, parameters, lr, beta):
        self.parameters, self.lr, self.beta = list(parameters), lr, beta
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.parameters, self.velocities):
            if p.grad is not None:
                v.mul_(self.beta).add_(p.grad)
                p -= self.lr * self.beta * v
