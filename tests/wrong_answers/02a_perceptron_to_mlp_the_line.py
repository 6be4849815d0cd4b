# Wrong answers for 02a. Each section replaces an answer cell; its check must reject it, and the message must
# contain the words after the second bar.

# %% 02a.1 | OR's bias for AND | which is OR
W_and, b_and = torch.tensor([1.0, 1.0]), -0.5
W_or, b_or = torch.tensor([1.0, 1.0]), -0.5
W_nand, b_nand = torch.tensor([-1.0, -1.0]), 1.5

# %% 02a.1 | NAND with only the weights flipped | NAND must answer [1, 1, 1, 0]
W_and, b_and = torch.tensor([1.0, 1.0]), -1.5
W_or, b_or = torch.tensor([1.0, 1.0]), -0.5
W_nand, b_nand = torch.tensor([-1.0, -1.0]), -1.5

# %% 02a.1 | NAND is still AND | which is AND
W_and, b_and = torch.tensor([1.0, 1.0]), -1.5
W_or, b_or = torch.tensor([1.0, 1.0]), -0.5
W_nand, b_nand = torch.tensor([1.0, 1.0]), -1.5

# %% 02a.1 | threshold with the wrong sign | AND must answer
W_and, b_and = torch.tensor([1.0, 1.0]), 1.5
W_or, b_or = torch.tensor([1.0, 1.0]), 0.5
W_nand, b_nand = torch.tensor([-1.0, -1.0]), 1.5

# %% 02a.1 | a score of 0 answers 1, so b = 0 always does | a score of 0 or more answers 1
W_and, b_and = torch.tensor([1.0, 1.0]), -1.5
W_or, b_or = torch.tensor([1.0, 1.0]), 0.0
W_nand, b_nand = torch.tensor([-1.0, -1.0]), 1.5

# %% 02a.1 | lists for tensors | must be a tensor of shape (2,)
W_and, b_and = [1.0, 1.0], -1.5
W_or, b_or = [1.0, 1.0], -0.5
W_nand, b_nand = [-1.0, -1.0], 1.5

# %% 02a.1 | a bias per row, weights of zeros | must be a single number
W_and = W_or = W_nand = torch.zeros(2)
b_and = torch.tensor([-1.0, -1.0, -1.0, 1.0])
b_or = torch.tensor([-1.0, 1.0, 1.0, 1.0])
b_nand = torch.tensor([1.0, 1.0, 1.0, -1.0])

# %% 02a.1 | NAND with only the bias flipped | NAND must answer [1, 1, 1, 0]
W_and, b_and = torch.tensor([1.0, 1.0]), -1.5
W_or, b_or = torch.tensor([1.0, 1.0]), -0.5
W_nand, b_nand = torch.tensor([1.0, 1.0]), 1.5

# %% 02a.2 | added for subtracted | subtract
z_old, W_new, b_new, z_new, n_updates = 1.0, torch.tensor([2.09, 1.01]), -17.99, 1.83, 2

# %% 02a.2 | forgot the learning rate | use lr
z_old, W_new, b_new, z_new, n_updates = 1.0, torch.tensor([-7.0, 0.0]), -19.0, -82.0, 1

# %% 02a.2 | forgot the bias | the bias moves too
z_old, W_new, b_new, z_new, n_updates = 1.0, torch.tensor([1.91, 0.99]), -18.0, 0.18, 2

# %% 02a.2 | thinks that one update is enough | a score of 0 or more is accepted
z_old, W_new, b_new, z_new, n_updates = 1.0, torch.tensor([1.91, 0.99]), -18.01, 0.17, 1

# %% 02a.2 | forgot the bias in the score | minus 18
z_old, W_new, b_new, z_new, n_updates = 19.0, torch.tensor([1.91, 0.99]), -18.01, 0.17, 2

# %% 02a.2 | a number of updates that is not whole | n_updates
z_old, W_new, b_new, z_new, n_updates = 1.0, torch.tensor([1.91, 0.99]), -18.01, 0.17, 2.9

# %% 02a.2 | text for a number | must be a single number
z_old, W_new, b_new, z_new, n_updates = "1", torch.tensor([1.91, 0.99]), -18.01, 0.17, 2

# %% 02a.2 | a truth value for a number | must be a single number
z_old, W_new, b_new, z_new, n_updates = True, torch.tensor([1.91, 0.99]), -18.01, 0.17, 2

# %% 02a.2 | the error of the bias forgotten in the new score | put (9, 1) into the new line
z_old, W_new, b_new, z_new, n_updates = 1.0, torch.tensor([1.91, 0.99]), -18.01, 0.18, 2

# %% 02a.3 | XOR, as in the lesson | this answers XOR
W1, b1 = torch.tensor([[1.0, -1.0], [1.0, -1.0]]), torch.tensor([-0.5, 1.5])
W2, b2 = torch.tensor([1.0, 1.0]), -1.5

# %% 02a.3 | rows for columns | XNOR must answer
W1, b1 = torch.tensor([[1.0, 1.0], [-1.0, -1.0]]), torch.tensor([-1.5, 0.5])
W2, b2 = torch.tensor([1.0, 1.0]), -0.5

# %% 02a.3 | combined with AND for OR | the hidden perceptrons answer
W1, b1 = torch.tensor([[1.0, -1.0], [1.0, -1.0]]), torch.tensor([-1.5, 0.5])
W2, b2 = torch.tensor([1.0, 1.0]), -1.5

# %% 02a.3 | one perceptron in the hidden layer | shape (2, 2)
W1, b1 = torch.tensor([[1.0], [1.0]]), torch.tensor([-1.5])
W2, b2 = torch.tensor([1.0]), -0.5

# %% 02a.3 | a bias per row in the second layer | must be a single number
W1, b1 = torch.zeros(2, 2), torch.zeros(2)
W2, b2 = torch.zeros(2), torch.tensor([1.0, -1.0, -1.0, 1.0])

# %% 02a.3 | the second perceptron is OR, not NOR | XNOR must answer
W1, b1 = torch.tensor([[1.0, 1.0], [1.0, 1.0]]), torch.tensor([-1.5, -0.5])
W2, b2 = torch.tensor([1.0, 1.0]), -0.5


# %% 02a.4 | in place, so the caller's line changes | W has changed
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W += lr * error * x_i
        b += lr * error
        mistakes += int(error != 0)
    return W, b, mistakes


# %% 02a.4 | all points meet the old line | update inside the loop
def perceptron_epoch(X, y, W, b, lr):
    error = y - step(X @ W + b)
    return W + lr * X.T @ error, b + lr * error.sum(), int((error != 0).sum())


# %% 02a.4 | wrong sign of the error | the line moves the wrong way
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        error = step(x_i @ W + b) - y_i
        W, b = W + lr * error * x_i, b + lr * error
        mistakes += int(error != 0)
    return W, b, mistakes


# %% 02a.4 | the bias stays | the bias must move too
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W = W + lr * error * x_i
        mistakes += int(error != 0)
    return W, b, mistakes


# %% 02a.4 | a score of 0 answers 0 | exactly 0 answers 1
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        error = y_i - (x_i @ W + b > 0).float()
        W, b = W + lr * error * x_i, b + lr * error
        mistakes += int(error != 0)
    return W, b, mistakes


# %% 02a.4 | forgot to count | expected a tuple (W, b, mistakes)
def perceptron_epoch(X, y, W, b, lr):
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W, b = W + lr * error * x_i, b + lr * error
    return W, b


# %% 02a.4 | returns the example | perceptron_epoch on 1 points
def perceptron_epoch(X, y, W, b, lr):
    return torch.tensor([2.6, 3.5]), -10.1, 1


# %% 02a.4 | only the bias in place | b has changed
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W = W + lr * error * x_i
        b += lr * error
        mistakes += int(error != 0)
    return W, b, mistakes


# %% 02a.4 | mistakes counted with the first line | count what each point meets
def perceptron_epoch(X, y, W, b, lr):
    mistakes = int((step(X @ W + b) != y).sum())
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W, b = W + lr * error * x_i, b + lr * error
    return W, b, mistakes


# %% 02a.4 | lr forgotten in the bias | the bias moves by lr times the error
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W, b = W + lr * error * x_i, b + error
        mistakes += int(error != 0)
    return W, b, mistakes


# %% 02a.4 | forgot the return | expected a tuple
def perceptron_epoch(X, y, W, b, lr):
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W, b = W + lr * error * x_i, b + lr * error


# %% 02a.4 | the textbook's rule: a product of exactly 0 is a mistake | exactly 0 answers 1
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        t = 2 * y_i - 1
        if t * (x_i @ W + b) <= 0:
            W, b, mistakes = W + lr * t * x_i, b + lr * t, mistakes + 1
    return W, b, mistakes


# %% 02a.4 | works for two inputs only | perceptron_epoch on
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i[0] * W[0] + x_i[-1] * W[-1] + b)
        W, b = W + lr * error * x_i, b + lr * error
        mistakes += int(error != 0)
    return W, b, mistakes


# %% 02a.4 | the number of mistakes is kept from call to call | perceptron_epoch on
mistakes_so_far = []


def perceptron_epoch(X, y, W, b, lr):
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W, b = W + lr * error * x_i, b + lr * error
        if error != 0:
            mistakes_so_far.append(error)
    return W, b, len(mistakes_so_far)


# %% 02a.4 | the line is rounded to two decimals | perceptron_epoch on
def perceptron_epoch(X, y, W, b, lr):
    mistakes = 0
    for x_i, y_i in zip(X, y):
        error = y_i - step(x_i @ W + b)
        W, b = W + lr * error * x_i, b + lr * error
        mistakes += int(error != 0)
    return W.round(decimals=2), round(float(b), 2), mistakes


# %% 02a.5 | softmax along the batch | dim=1
def my_softmax(z):
    exps = torch.exp(z - z.max(dim=0, keepdim=True).values)
    return exps / exps.sum(dim=0, keepdim=True)


# %% 02a.5 | softmax overflows | subtract the maximum
def my_softmax(z):
    return torch.exp(z) / torch.exp(z).sum(dim=1, keepdim=True)


# %% 02a.5 | subtracts the maximum of the whole batch | not that of the whole batch
def my_softmax(z):
    exps = torch.exp(z - z.max())
    return exps / exps.sum(dim=1, keepdim=True)


# %% 02a.5 | subtracts in place | changed its input
def my_softmax(z):
    z -= z.max(dim=1, keepdim=True).values
    return z.exp() / z.exp().sum(dim=1, keepdim=True)


# %% 02a.5 | library softmax | do without: softmax
def my_softmax(z):
    return torch.softmax(z, dim=1)


# %% 02a.5 | library loss | do without: cross_entropy
def my_cross_entropy(z, y):
    return F.cross_entropy(z, y)


# %% 02a.5 | sum for mean | take the mean
def my_cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    log_p = z - z.exp().sum(dim=1, keepdim=True).log()
    return -log_p[torch.arange(len(y)), y].sum()


# %% 02a.5 | logarithm of a softmax that is 0 | log-softmax
def my_cross_entropy(z, y):
    exps = torch.exp(z - z.max(dim=1, keepdim=True).values)
    p = exps / exps.sum(dim=1, keepdim=True)
    return -p[torch.arange(len(y)), y].log().mean()


# %% 02a.5 | picks every label in every row | torch.arange(len(y))
def my_cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    log_p = z - z.exp().sum(dim=1, keepdim=True).log()
    return -log_p[:, y].mean()


# %% 02a.5 | logarithm to base 10 | natural logarithm
def my_cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    log_p = z - z.exp().sum(dim=1, keepdim=True).log()
    return -(log_p / 2.302585)[torch.arange(len(y)), y].mean()


# %% 02a.5 | forgot the minus | sign
def my_cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    log_p = z - z.exp().sum(dim=1, keepdim=True).log()
    return log_p[torch.arange(len(y)), y].mean()


# %% 02a.5 | float64 and the maximum of the batch | maximum of each row
def my_softmax(z):
    exps = torch.exp(z.double() - z.max())
    return (exps / exps.sum(dim=1, keepdim=True)).float()


# %% 02a.5 | float64 and no maximum | maximum of each row
def my_softmax(z):
    exps = torch.exp(z.double())
    return (exps / exps.sum(dim=1, keepdim=True)).float()


# %% 02a.5 | the loss in float64 without a maximum | my_cross_entropy of scores up to
def my_cross_entropy(z, y):
    z = z.double()
    return (z.exp().sum(dim=1).log() - z[torch.arange(len(y)), y]).mean().float()


# %% 02a.5 | sums over the images | over the classes of a row
def my_softmax(z):
    exps = torch.exp(z - z.max(dim=1, keepdim=True).values)
    return exps / exps.sum(dim=0)


# %% 02a.5 | softmax is right, the loss is the mean over all classes | my_softmax is right
def my_cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    log_p = z - z.exp().sum(dim=1, keepdim=True).log()
    return -log_p.mean()


# %% 02a.5 | a column minus a row: the mean of a table | a table (N, N)
def my_cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    log_sum = z.exp().sum(dim=1, keepdim=True).log()
    return (log_sum - z[torch.arange(len(y)), y]).mean()


# %% 02a.5 | every label in every row, with the column kept | torch.arange(len(y))
def my_cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    return (z.exp().sum(dim=1, keepdim=True).log() - z[:, y]).mean()


# %% 02a.5 | the loss rounded to three decimals | my_cross_entropy of scores up to
def my_cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    log_p = z - z.exp().sum(dim=1, keepdim=True).log()
    return -log_p[torch.arange(len(y)), y].mean().round(decimals=3)


# %% 02a.5 | probabilities rounded to three decimals | my_softmax of scores up to
def my_softmax(z):
    exps = torch.exp(z - z.max(dim=1, keepdim=True).values)
    return (exps / exps.sum(dim=1, keepdim=True)).round(decimals=3)


# %% 02a.6 | gradient summed over the images | divide by N
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ (a - y), np.mean(a - y)


# %% 02a.6 | sign of the gradient | a - y, not y - a
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ (y - a) / len(X), np.mean(y - a)


# %% 02a.6 | forgot to subtract the labels | forgot to subtract y
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ a / len(X), np.mean(a)


# %% 02a.6 | divided by the number of weights | by the number of images
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ (a - y) / len(X) / X.shape[1], np.mean(a - y)


# %% 02a.6 | loss is a sum | this is the sum
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ (a - y) / len(X), np.mean(a - y)


# %% 02a.6 | dW loses its column | keep the column
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, (X.T @ (a - y) / len(X))[:, 0], np.mean(a - y)


# %% 02a.6 | db not averaged | must be a single number
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ (a - y) / len(X), a - y


# %% 02a.6 | the slope of the sigmoid counted twice | cancels
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ ((a - y) * a * (1 - a)) / len(X), np.mean((a - y) * a * (1 - a))


# %% 02a.6 | a list for the gradient | must be a NumPy array
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, (X.T @ (a - y) / len(X)).tolist(), np.mean(a - y)


# %% 02a.6 | asks autograd | do without: torch
def propagate(W, b, X, y):
    W, b = torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True)
    loss = F.binary_cross_entropy_with_logits(torch.tensor(X) @ W + b, torch.tensor(y))
    loss.backward()
    return loss.item(), W.grad.numpy(), b.grad.item()


# %% 02a.6 | clipped probabilities | clipped
def propagate(W, b, X, y):
    a = (1 / (1 + np.exp(-(X @ W + b)))).clip(0.01, 0.99)
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ (a - y) / len(X), np.mean(a - y)


# %% 02a.6 | only the images with the label 1 count in the loss | the images with the label 0 count too
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    return -np.mean(y * np.log(a)), X.T @ (a - y) / len(X), np.mean(a - y)


# %% 02a.6 | the minus of the loss is missing | the sign
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return loss, X.T @ (a - y) / len(X), np.mean(a - y)


# %% 02a.6 | the loss is rounded to three decimals | loss: expected
def propagate(W, b, X, y):
    a = 1 / (1 + np.exp(-(X @ W + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return round(float(loss), 3), X.T @ (a - y) / len(X), np.mean(a - y)


# %% 02a.7 | still along the batch | dim 0
def fixed_top_class(logits):
    return buggy_top_class(logits)


# %% 02a.7 | right softmax, maximum over the batch | over the classes
def fixed_top_class(logits):
    confidence, classes = torch.softmax(logits, dim=1).max(dim=0)
    return classes, confidence


# %% 02a.7 | values and indices swapped | first the classes
def fixed_top_class(logits):
    confidence, classes = torch.softmax(logits, dim=1).max(dim=1)
    return confidence, classes


# %% 02a.7 | logits for probabilities | softmax is missing
def fixed_top_class(logits):
    confidence, classes = logits.max(dim=1)
    return classes, confidence


# %% 02a.7 | sigmoid for softmax | the classes compete
def fixed_top_class(logits):
    confidence, classes = torch.sigmoid(logits).max(dim=1)
    return classes, confidence


# %% 02a.7 | softmax over everything | fixed_top_class on shape
def fixed_top_class(logits):
    confidence, classes = torch.softmax(logits.flatten(), dim=0).view_as(logits).max(dim=1)
    return classes, confidence


# %% 02a.7 | exp without subtracting the maximum | exp overflows
def fixed_top_class(logits):
    p = logits.exp() / logits.exp().sum(dim=1, keepdim=True)
    confidence, classes = p.max(dim=1)
    return classes, confidence


# %% 02a.7 | the maximum of the whole batch is subtracted | not that of the whole batch
def fixed_top_class(logits):
    exps = torch.exp(logits - logits.max())
    confidence, classes = (exps / exps.sum(dim=1, keepdim=True)).max(dim=1)
    return classes, confidence


# %% 02a.7 | the confidence is rounded as in the example | not rounded
def fixed_top_class(logits):
    confidence, classes = torch.softmax(logits, dim=1).max(dim=1)
    return classes, confidence.round(decimals=2)


# %% 02a.8 | unchanged | below zero
def fixed_fit(X, y, lr, steps):
    return buggy_fit(X, y, lr, steps)


# %% 02a.8 | hides the sign | the logits come first
def fixed_fit(X, y, lr, steps):
    model, losses = buggy_fit(X, y, lr, steps)
    return model, [abs(loss) for loss in losses]


# %% 02a.8 | right loss, but the gradients pile up | cleared every time
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | squared error instead | this is the squared error
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.mse_loss(torch.sigmoid(model(X)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | sigmoid before a loss that has one | the trained weight
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(torch.sigmoid(model(X)) - 0.5, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | tensors for numbers | python floats
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return model, losses


# %% 02a.8 | returns the weight for the model | the nn.Linear(D, 1)
def fixed_fit(X, y, lr, steps):
    w, b, losses = torch.zeros(X.shape[1], 1, device=X.device), 0.0, []
    for _ in range(steps):
        logits = X @ w + b
        losses.append(F.binary_cross_entropy_with_logits(logits, y).item())
        error = torch.sigmoid(logits) - y
        w, b = w - lr * X.T @ error / len(X), b - lr * error.mean()
    return w, losses


# %% 02a.8 | only the first loss is true | record the loss of every step
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        F.binary_cross_entropy_with_logits(model(X), y).backward()
        optimizer.step()
    return model, [float(np.log(2))] * steps


# %% 02a.8 | its own lr | the gradient of the mean cross-entropy
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | its own number of steps | a loss for each step
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(15):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | changes the images a little | changed its input
def fixed_fit(X, y, lr, steps):
    X *= 1.0001
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | weight decay | the trained weight
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, weight_decay=1e-3)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | a mean over 30 rows, whatever N is | the first loss, which is ln 2
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y, reduction="sum") / 30
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | the rarer label counts more | the first loss, which is ln 2
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y, pos_weight=(y == 0).sum() / (y == 1).sum())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | a start that is not zero | do weight and bias start at zeros?
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | only the weight starts at zeros | do weight and bias start at zeros?
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.constant_(model.bias, 0.1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


# %% 02a.8 | the losses are rounded | not rounded
def fixed_fit(X, y, lr, steps):
    model = nn.Linear(X.shape[1], 1).to(X.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses[:1] + [round(value, 2) for value in losses[1:]]


# %% 02a.9 | unchanged | form the sigmoid
def fixed_loss(logits, y):
    return buggy_loss(logits, y)


# %% 02a.9 | clamps the probability | clamping
def fixed_loss(logits, y):
    a = torch.sigmoid(logits).clamp(1e-7, 1 - 1e-7)
    return -(y * a.log() + (1 - y) * (1 - a).log()).mean()


# %% 02a.9 | exponentiates the logit | overflow
def fixed_loss(logits, y):
    return (torch.log1p(torch.exp(logits)) - y * logits).mean()


# %% 02a.9 | replaces nan by 0 | fixed_loss on logits around
def fixed_loss(logits, y):
    a = torch.sigmoid(logits)
    return torch.nan_to_num(-(y * a.log() + (1 - y) * (1 - a).log()), nan=0.0, posinf=0.0).mean()


# %% 02a.9 | library loss | do without: binary_cross_entropy_with_logits
def fixed_loss(logits, y):
    return F.binary_cross_entropy_with_logits(logits, y)


# %% 02a.9 | library loss as a layer | do without: BCEWithLogitsLoss
def fixed_loss(logits, y):
    return nn.BCEWithLogitsLoss()(logits, y)


# %% 02a.9 | sum for mean | take the mean
def fixed_loss(logits, y):
    return (logits.clamp(min=0) - y * logits + torch.log1p(torch.exp(-logits.abs()))).sum()


# %% 02a.9 | cut from the graph | has no gradient
def fixed_loss(logits, y):
    z = logits.detach()
    return (z.clamp(min=0) - y * z + torch.log1p(torch.exp(-z.abs()))).mean()


# %% 02a.9 | wrong slope at a logit of 0 | torch.maximum
def fixed_loss(logits, y):
    return (logits.clamp(min=0) - y * logits + torch.log1p(torch.exp(-logits.abs()))).mean()


# %% 02a.9 | where, and nan in the gradient | nan leaks back
def fixed_loss(logits, y):
    safe = torch.log1p(torch.exp(-logits.abs()))
    soft = torch.where(logits > 80, logits, torch.log1p(torch.exp(logits)))
    return (soft - y * logits + 0 * safe).mean()


# %% 02a.9 | softplus | do without: softplus
def fixed_loss(logits, y):
    return (F.softplus(logits) - y * logits).mean()


# %% 02a.9 | log(1 + t) for log1p(t) | torch.log1p(t) keeps it
def fixed_loss(logits, y):
    largest = torch.maximum(logits, torch.zeros_like(logits))
    return (largest - y * logits + torch.log(1 + torch.exp(-logits.abs()))).mean()


# %% 02a.9 | a cut-off at 15 | a cut-off loses it
def fixed_loss(logits, y):
    largest = torch.maximum(logits, torch.zeros_like(logits))
    small = torch.log1p(torch.exp(-logits.abs()))
    return (largest - y * logits + torch.where(logits.abs() > 15, 0 * logits, small)).mean()


# %% 02a.9 | a part is cut from the graph | cut off from autograd
def fixed_loss(logits, y):
    largest = torch.maximum(logits, torch.zeros_like(logits))
    return (largest.detach() - y * logits + torch.log1p(torch.exp(-logits.abs()))).mean()


# %% 02a.9 | the slope of relu at a logit of 0 | only at z = 0
def fixed_loss(logits, y):
    return (torch.relu(logits) - y * logits + torch.log1p(torch.exp(-logits.abs()))).mean()


# %% 02a.9 | each loss is capped at 100 | fixed_loss on logits around
def fixed_loss(logits, y):
    largest = torch.maximum(logits, torch.zeros_like(logits))
    return (largest - y * logits + torch.log1p(torch.exp(-logits.abs()))).clamp(max=100).mean()


# %% 02a.10 | no training at all | constant predictor
def train_four_or_nine(X, y):
    return np.zeros((784, 1), np.float32), 0.0


# %% 02a.10 | learning rate far too small | more steps, or another lr
def train_four_or_nine(X, y):
    W, b = np.zeros((784, 1), np.float32), 0.0
    for _ in range(5):
        a = 1 / (1 + np.exp(-(X @ W + b)))
        W, b = W - 0.001 * X.T @ (a - y) / len(X), b - 0.001 * np.mean(a - y)
    return W, b


# %% 02a.10 | labels the wrong way round | is 9 the label 1
def train_four_or_nine(X, y):
    W, b, y = np.zeros((784, 1), np.float32), 0.0, 1 - y
    for _ in range(10):
        a = 1 / (1 + np.exp(-(X @ W + b)))
        W, b = W - 0.2 * X.T @ (a - y) / len(X), b - 0.2 * np.mean(a - y)
    return W, b


# %% 02a.10 | PyTorch's weight, not transposed | nn.Linear stores the transpose
def train_four_or_nine(X, y):
    model = nn.Linear(784, 1)
    return model.weight.detach().numpy(), model.bias.item()


# %% 02a.10 | a tensor, not an array | must be a NumPy array
def train_four_or_nine(X, y):
    model = nn.Linear(784, 1)
    return model.weight.detach().T, model.bias.item()


# %% 02a.10 | a template for the mean 9 instead of a trained line | the goal is 94
def train_four_or_nine(X, y):
    W = (X[y[:, 0] == 1].mean(0) - X[y[:, 0] == 0].mean(0))[:, None]
    return W, -float(np.mean(X @ W))


# %% 02a.10 | a sum where the mean belongs | is the gradient a mean
def train_four_or_nine(X, y):
    W, b = np.zeros((784, 1), np.float32), 0.0
    for _ in range(100):
        a = 1 / (1 + np.exp(-np.clip(X @ W + b, -80, 80)))
        W, b = W - 0.1 * X.T @ (a - y), b - 0.1 * np.sum(a - y)
    return W, b


# %% 02a.10 | the bias is not trained | is b used
def train_four_or_nine(X, y):
    W = np.zeros((784, 1), np.float32)
    for _ in range(100):
        a = 1 / (1 + np.exp(-(X @ W)))
        W = W - 0.5 * X.T @ (a - y) / len(X)
    return W, 0.0


# %% 02a.10 | the bias climbs its gradient | its own gradient
def train_four_or_nine(X, y):
    W, b = np.zeros((784, 1), np.float32), 0.0
    for _ in range(100):
        a = 1 / (1 + np.exp(-(X @ W + b)))
        W, b = W - 0.5 * X.T @ (a - y) / len(X), b + 0.5 * np.mean(a - y)
    return W, b


# %% 02a.10 | trained outside, on all images; the function only hands it out | the X and y of the call
W_ready, b_ready = train_four_or_nine(X_pair, y_pair)


def train_four_or_nine(X, y):
    return W_ready, b_ready


# %% 02a.10 | scales the images in place | changed its input
def train_four_or_nine(X, y):
    X *= 2
    W, b = np.zeros((784, 1), np.float32), 0.0
    for _ in range(3):
        a = 1 / (1 + np.exp(-(X @ W + b)))
        W, b = W - 0.1 * X.T @ (a - y) / len(X), b - 0.1 * np.mean(a - y)
    return W, b


# %% 02a.10 | a bias of shape (1,) | b must be a single number
def train_four_or_nine(X, y):
    return np.zeros((784, 1), np.float32), np.zeros(1)


# %% 02a.10 | divides by the spread of the pixels, which can be 0 | divided by the spread
@np.errstate(invalid="ignore")
def train_four_or_nine(X, y):
    centre, spread = X.mean(), X.std()
    Z = (X - centre) / spread
    W, b = np.zeros((784, 1), np.float32), 0.0
    for _ in range(100):
        a = 1 / (1 + np.exp(-(Z @ W + b)))
        W, b = W - 0.05 * Z.T @ (a - y) / len(X), b - 0.05 * np.mean(a - y)
    return W / spread, b - centre / spread * float(W.sum())


# %% 02a.10 | the gradients are never cleared | clear them in every step
def train_four_or_nine(X, y):
    model = nn.Linear(784, 1)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    X, y = torch.tensor(X), torch.tensor(y)
    for _ in range(100):
        F.binary_cross_entropy_with_logits(model(X), y).backward()
        optimizer.step()
    return model.weight.detach().numpy().T, model.bias.item()


# %% 02a.10 | divides each pixel by its own spread | dividing by their spread
@np.errstate(invalid="ignore", divide="ignore")
def train_four_or_nine(X, y):
    Z = (X - X.mean(0)) / X.std(0)
    W, b = np.zeros((784, 1), np.float32), 0.0
    for _ in range(3):
        a = 1 / (1 + np.exp(-(Z @ W + b)))
        W, b = W - 0.05 * Z.T @ (a - y) / len(X), b - 0.05 * np.mean(a - y)
    return W, b
