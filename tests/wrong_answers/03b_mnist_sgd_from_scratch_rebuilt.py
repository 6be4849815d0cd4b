# Wrong answers to the exercises of chapter 03b. Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 03b.1 | biases left out | biases
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 83_900, (100, 784), 1173, 80, 1 / 0.6, 0.002


# %% 03b.1 | weight as (n_in, n_out) | outputs first
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (784, 100), 1173, 80, 1 / 0.6, 0.002


# %% 03b.1 | last batch not counted | last, smaller batch
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (100, 784), 1170, 80, 1 / 0.6, 0.002


# %% 03b.1 | one epoch only | three
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (100, 784), 391, 80, 1 / 0.6, 0.002


# %% 03b.1 | divided by p | share that is kept
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (100, 784), 1173, 80, 2.5, 0.002


# %% 03b.1 | uphill | downhill
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (100, 784), 1173, 80, 1 / 0.6, -0.002


# %% 03b.1 | step of SGD | that is sgd
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (100, 784), 1173, 80, 1 / 0.6, 0.014


# %% 03b.1 | first move half a percent off | only the sign
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (100, 784), 1173, 80, 1.667, 0.00201


# %% 03b.1 | steps not rounded up | expected int
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (100, 784), 1171.875, 80, 1.667, 0.002

# %% 03b.1 | the share that is kept, not its inverse | divide by the share
n_parameters, weight_shape, n_steps, last_batch, survivor, first_move = 84_060, (100, 784), 1173, 80, 0.6, 0.002


# %% 03b.2 | plain tensors | nn.parameter
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.weight = torch.rand(n_out, n_in, requires_grad=True)
        self.bias = torch.rand(n_out, requires_grad=True)

    def forward(self, X):
        return X @ self.weight.T + self.bias


# %% 03b.2 | weight as (n_in, n_out) | outputs first
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.weight = nn.Parameter((2 * torch.rand(n_in, n_out) - 1) / math.sqrt(n_in))
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) / math.sqrt(n_in)) if bias else None

    def forward(self, X):
        return X @ self.weight + (0 if self.bias is None else self.bias)


# %% 03b.2 | bias not added | add the bias, too
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) / math.sqrt(n_in))
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) / math.sqrt(n_in)) if bias else None

    def forward(self, X):
        return X @ self.weight.T


# %% 03b.2 | normal start values | uniform
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.randn(n_out) / math.sqrt(n_in)) if bias else None

    def forward(self, X):
        return X @ self.weight.T + (0 if self.bias is None else self.bias)


# %% 03b.2 | only positive start values | symmetric range
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(n_out, n_in) / math.sqrt(n_in))
        self.bias = nn.Parameter(torch.rand(n_out) / math.sqrt(n_in)) if bias else None

    def forward(self, X):
        return X @ self.weight.T + (0 if self.bias is None else self.bias)


# %% 03b.2 | nothing returned | is a `return` missing
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) / math.sqrt(n_in))
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) / math.sqrt(n_in)) if bias else None

    def forward(self, X):
        z = X @ self.weight.T + (0 if self.bias is None else self.bias)


# %% 03b.2 | wraps nn.Linear | do without: Linear
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.layer = nn.Linear(n_in, n_out, bias)

    def forward(self, X):
        return self.layer(X)


# %% 03b.2 | super().__init__() forgotten | before module.__init__() call
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) / math.sqrt(n_in))

    def forward(self, X):
        return X @ self.weight.T


# %% 03b.2 | bias kept although bias=False | only weight may be a parameter
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) / math.sqrt(n_in))
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) / math.sqrt(n_in))

    def forward(self, X):
        return X @ self.weight.T + self.bias


# %% 03b.2 | bound fixed at 0.05 | stays away
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) * 0.05)
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * 0.05) if bias else None

    def forward(self, X):
        z = X @ self.weight.T
        return z if self.bias is None else z + self.bias


# %% 03b.2 | normal, clipped to the range | evenly
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter((0.55 * k * torch.randn(n_out, n_in)).clamp(-k, k))
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * k) if bias else None

    def forward(self, X):
        z = X @ self.weight.T
        return z if self.bias is None else z + self.bias


# %% 03b.2 | not random | draw at random
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter(torch.linspace(-k, k, n_in * n_out).reshape(n_out, n_in))
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * k) if bias else None

    def forward(self, X):
        z = X @ self.weight.T
        return z if self.bias is None else z + self.bias


# %% 03b.2 | one random row copied | every weight
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter(((2 * torch.rand(1, n_in) - 1) * k).repeat(n_out, 1))
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * k) if bias else None

    def forward(self, X):
        z = X @ self.weight.T
        return z if self.bias is None else z + self.bias


# %% 03b.2 | seed fixed inside | draw at random
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        torch.manual_seed(0)
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) * k)
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * k) if bias else None

    def forward(self, X):
        z = X @ self.weight.T
        return z if self.bias is None else z + self.bias


# %% 03b.2 | square layers not transposed | differ
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) * k)
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * k) if bias else None

    def forward(self, X):
        z = X @ (self.weight if self.weight.shape[0] == self.weight.shape[1] else self.weight.T)
        return z if self.bias is None else z + self.bias


# %% 03b.2 | F.linear used | do without: linear
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) * k)
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * k) if bias else None

    def forward(self, X):
        z = F.linear(X, self.weight)
        return z if self.bias is None else z + self.bias


# %% 03b.2 | bias starts at zero | bias stays away
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) * k)
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * 0) if bias else None

    def forward(self, X):
        z = X @ self.weight.T
        return z if self.bias is None else z + self.bias


# %% 03b.2 | nn.Linear with another forward | without nn.linear
class MyLinear(nn.Linear):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__(n_in, n_out, bias)

    def forward(self, X):
        z = X @ self.weight.T
        return z if self.bias is None else z + self.bias


# %% 03b.2 | a transposed view made at the start | compute it in forward
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) * k)
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * k) if bias else None
        self.Wt = self.weight.T

    def forward(self, X):
        z = X @ self.Wt
        return z if self.bias is None else z + self.bias


# %% 03b.2 | without bias the weights start at zero | with bias=False
class MyLinear(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        k = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter((2 * torch.rand(n_out, n_in) - 1) * k)
        self.bias = nn.Parameter((2 * torch.rand(n_out) - 1) * k) if bias else None
        if not bias:
            nn.init.zeros_(self.weight)

    def forward(self, X):
        z = X @ self.weight.T
        return z if self.bias is None else z + self.bias


# %% 03b.3 | last batch lost | last batch
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler, self.batch_size = dataset, sampler, batch_size

    def __len__(self):
        return len(self.sampler) // self.batch_size

    def __iter__(self):
        rows = iter(self.sampler)
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | drop_last ignored | drop_last=true
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler, self.batch_size = dataset, sampler, batch_size

    def __len__(self):
        return math.ceil(len(self.sampler) / self.batch_size)

    def __iter__(self):
        rows = iter(self.sampler)
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | iterator made once, second epoch empty | new pass
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.n, self.rows = dataset, len(sampler), iter(sampler)
        self.batch_size, self.drop_last = batch_size, drop_last

    def __len__(self):
        return self.n // self.batch_size if self.drop_last else math.ceil(self.n / self.batch_size)

    def __iter__(self):
        while chunk := list(islice(self.rows, self.batch_size)):
            if len(chunk) == self.batch_size or not self.drop_last:
                xs, ys = zip(*[self.dataset[i] for i in chunk], strict=True)
                yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | the sampler's order ignored | sampler's rows
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.batch_size, self.drop_last = dataset, batch_size, drop_last

    def __len__(self):
        n = len(self.dataset)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        rows = iter(range(len(self.dataset)))
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | y left as a tuple of ints | expected a tensor
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler, self.batch_size, self.drop_last = dataset, sampler, batch_size, drop_last

    def __len__(self):
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        rows = iter(self.sampler)
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            yield torch.stack(xs), ys


# %% 03b.3 | len is a fraction | int
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler, self.batch_size, self.drop_last = dataset, sampler, batch_size, drop_last

    def __len__(self):
        return len(self.sampler) / self.batch_size

    def __iter__(self):
        rows = iter(self.sampler)
        while chunk := list(islice(rows, self.batch_size)):
            if len(chunk) == self.batch_size or not self.drop_last:
                xs, ys = zip(*[self.dataset[i] for i in chunk], strict=True)
                yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | yield forgotten | yield
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler, self.batch_size, self.drop_last = dataset, sampler, batch_size, drop_last

    def __len__(self):
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        rows = iter(self.sampler)
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            X, y = torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | everything fetched at the start | batch by batch
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler, self.batch_size, self.drop_last = dataset, sampler, batch_size, drop_last

    def __len__(self):
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        items = [self.dataset[i] for i in self.sampler]
        for b in range(len(self)):
            xs, ys = zip(*items[b * self.batch_size : (b + 1) * self.batch_size], strict=True)
            yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | len counts items | count the batches
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler, self.batch_size, self.drop_last = dataset, sampler, batch_size, drop_last

    def __len__(self):
        return len(self.sampler)

    def __iter__(self):
        rows = iter(self.sampler)
        while chunk := list(islice(rows, self.batch_size)):
            if len(chunk) == self.batch_size or not self.drop_last:
                xs, ys = zip(*[self.dataset[i] for i in chunk], strict=True)
                yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | a DataLoader in disguise | without dataloader
class MyLoader(DataLoader):
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        super().__init__(dataset, batch_size, sampler=sampler, drop_last=drop_last)


# %% 03b.3 | DataLoader inside | do without: DataLoader
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.settings = dict(dataset=dataset, sampler=sampler, batch_size=batch_size, drop_last=drop_last)

    def __len__(self):
        return len(DataLoader(**self.settings))

    def __iter__(self):
        return iter(DataLoader(**self.settings))


# %% 03b.3 | order frozen at the start | epoch 2
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler = dataset, list(sampler)
        self.batch_size, self.drop_last = batch_size, drop_last

    def __len__(self):
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        rows = iter(self.sampler)
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | len of the dataset, not of the sampler | batches
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler = dataset, sampler
        self.batch_size, self.drop_last = batch_size, drop_last

    def __len__(self):
        n = len(self.dataset)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        rows = iter(self.sampler)
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | repeated rows dropped | batches
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler = dataset, sampler
        self.batch_size, self.drop_last = batch_size, drop_last

    def __len__(self):
        n = len(dict.fromkeys(self.sampler))
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        rows = iter(dict.fromkeys(self.sampler))
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            yield torch.stack(xs), torch.tensor(ys)


# %% 03b.3 | every item fetched twice | fetched twice
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler = dataset, sampler
        self.batch_size, self.drop_last = batch_size, drop_last

    def __len__(self):
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        rows = iter(self.sampler)
        for _ in range(len(self)):
            chunk = list(islice(rows, self.batch_size))
            yield torch.stack([self.dataset[i][0] for i in chunk]), torch.tensor([self.dataset[i][1] for i in chunk])


# %% 03b.3 | one batch fetched ahead | 4 items were fetched for 1 x 2
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler = dataset, sampler
        self.batch_size, self.drop_last = batch_size, drop_last

    def __len__(self):
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        rows, ready = iter(self.sampler), []
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(rows, self.batch_size)], strict=True)
            ready.append((torch.stack(xs), torch.tensor(ys)))
            if len(ready) == 2:
                yield ready.pop(0)
        yield from ready


# %% 03b.3 | the position kept in the loader | disturb each other
class MyLoader:
    def __init__(self, dataset, sampler, batch_size, drop_last=False):
        self.dataset, self.sampler = dataset, sampler
        self.batch_size, self.drop_last = batch_size, drop_last

    def __len__(self):
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else math.ceil(n / self.batch_size)

    def __iter__(self):
        self.rows = iter(self.sampler)
        for _ in range(len(self)):
            xs, ys = zip(*[self.dataset[i] for i in islice(self.rows, self.batch_size)], strict=True)
            yield torch.stack(xs), torch.tensor(ys)


# %% 03b.4 | no bias correction | bias correction
def adam_step(p, g, memory, lr, betas, eps):
    m = memory["m"] = betas[0] * memory.get("m", 0) + (1 - betas[0]) * g
    s = memory["s"] = betas[1] * memory.get("s", 0) + (1 - betas[1]) * g**2
    with torch.no_grad():
        p -= lr * m / (s.sqrt() + eps)


# %% 03b.4 | corrected averages are stored | raw averages
def adam_step(p, g, memory, lr, betas, eps):
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = (betas[0] * memory.get("m", 0) + (1 - betas[0]) * g) / (1 - betas[0] ** t)
    s = memory["s"] = (betas[1] * memory.get("s", 0) + (1 - betas[1]) * g**2) / (1 - betas[1] ** t)
    with torch.no_grad():
        p -= lr * m / (s.sqrt() + eps)


# %% 03b.4 | eps under the root | eps outside the root
def adam_step(p, g, memory, lr, betas, eps):
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = betas[0] * memory.get("m", 0) + (1 - betas[0]) * g
    s = memory["s"] = betas[1] * memory.get("s", 0) + (1 - betas[1]) * g**2
    with torch.no_grad():
        p -= lr * m / (1 - betas[0] ** t) / (s / (1 - betas[1] ** t) + eps).sqrt()


# %% 03b.4 | no_grad missing | leaf variable
def adam_step(p, g, memory, lr, betas, eps):
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = betas[0] * memory.get("m", 0) + (1 - betas[0]) * g
    s = memory["s"] = betas[1] * memory.get("s", 0) + (1 - betas[1]) * g**2
    p -= lr * m / (1 - betas[0] ** t) / ((s / (1 - betas[1] ** t)).sqrt() + eps)


# %% 03b.4 | p is rebound, not changed | in place
def adam_step(p, g, memory, lr, betas, eps):
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = betas[0] * memory.get("m", 0) + (1 - betas[0]) * g
    s = memory["s"] = betas[1] * memory.get("s", 0) + (1 - betas[1]) * g**2
    with torch.no_grad():
        p = p - lr * m / (1 - betas[0] ** t) / ((s / (1 - betas[1] ** t)).sqrt() + eps)


# %% 03b.4 | betas swapped | which beta belongs
def adam_step(p, g, memory, lr, betas, eps):
    t = memory["t"] = memory.get("t", 0) + 1
    beta2, beta1 = betas
    m = memory["m"] = beta1 * memory.get("m", 0) + (1 - beta1) * g
    s = memory["s"] = beta2 * memory.get("s", 0) + (1 - beta2) * g**2
    with torch.no_grad():
        p -= lr * m / (1 - beta1**t) / ((s / (1 - beta2**t)).sqrt() + eps)


# %% 03b.4 | sign of the gradient, no memory | memory
def adam_step(p, g, memory, lr, betas, eps):
    with torch.no_grad():
        p -= lr * g / (g.abs() + eps)


# %% 03b.4 | gradient squared in place | changed the gradient
def adam_step(p, g, memory, lr, betas, eps):
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = betas[0] * memory.get("m", 0) + (1 - betas[0]) * g
    s = memory["s"] = betas[1] * memory.get("s", 0) + (1 - betas[1]) * g.pow_(2)
    with torch.no_grad():
        p -= lr * m / (1 - betas[0] ** t) / ((s / (1 - betas[1] ** t)).sqrt() + eps)


# %% 03b.4 | gradients switched off for p | no longer requires
def adam_step(p, g, memory, lr, betas, eps):
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = betas[0] * memory.get("m", 0) + (1 - betas[0]) * g
    s = memory["s"] = betas[1] * memory.get("s", 0) + (1 - betas[1]) * g**2
    p.requires_grad_(False)
    p -= lr * m / (1 - betas[0] ** t) / ((s / (1 - betas[1] ** t)).sqrt() + eps)


# %% 03b.4 | torch's Adam in the memory | do without: optim
def adam_step(p, g, memory, lr, betas, eps):
    if not memory:
        memory["adam"] = torch.optim.Adam([p], lr=lr, betas=betas, eps=eps)
    p.grad = g
    memory["adam"].step()


# %% 03b.4 | memory in a global dict | memory is still empty
everything = {}


def adam_step(p, g, memory, lr, betas, eps):
    memory = everything.setdefault(id(p), {})
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = betas[0] * memory.get("m", 0) + (1 - betas[0]) * g
    s = memory["s"] = betas[1] * memory.get("s", 0) + (1 - betas[1]) * g**2
    with torch.no_grad():
        p -= lr * m / (1 - betas[0] ** t) / ((s / (1 - betas[1] ** t)).sqrt() + eps)


# %% 03b.4 | p comes back | return nothing
def adam_step(p, g, memory, lr, betas, eps):
    beta1, beta2 = betas
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = beta1 * memory.get("m", 0) + (1 - beta1) * g
    s = memory["s"] = beta2 * memory.get("s", 0) + (1 - beta2) * g**2
    with torch.no_grad():
        p -= lr * m / (1 - beta1**t) / ((s / (1 - beta2**t)).sqrt() + eps)
    return p


# %% 03b.4 | p.data replaced | in place
def adam_step(p, g, memory, lr, betas, eps):
    beta1, beta2 = betas
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = beta1 * memory.get("m", 0) + (1 - beta1) * g
    s = memory["s"] = beta2 * memory.get("s", 0) + (1 - beta2) * g**2
    p.data = p.data - lr * m / (1 - beta1**t) / ((s / (1 - beta2**t)).sqrt() + eps)


# %% 03b.4 | the step is cut off at lr | longer than lr
def adam_step(p, g, memory, lr, betas, eps):
    beta1, beta2 = betas
    with torch.no_grad():
        t = memory["t"] = memory.get("t", 0) + 1
        m = memory["m"] = beta1 * memory.get("m", 0) + (1 - beta1) * g
        s = memory["s"] = beta2 * memory.get("s", 0) + (1 - beta2) * g**2
        step = lr * m / (1 - beta1**t) / ((s / (1 - beta2**t)).sqrt() + eps)
        p -= step.clamp(-lr, lr)


# %% 03b.4 | the averages keep the graph of g | carries the graph
def adam_step(p, g, memory, lr, betas, eps):
    beta1, beta2 = betas
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = beta1 * memory.get("m", 0) + (1 - beta1) * g
    s = memory["s"] = beta2 * memory.get("s", 0) + (1 - beta2) * g**2
    with torch.no_grad():
        p -= lr * m / (1 - beta1**t) / ((s / (1 - beta2**t)).sqrt() + eps)


# %% 03b.4 | the corrections never change | after 2 steps
def adam_step(p, g, memory, lr, betas, eps):
    beta1, beta2 = betas
    with torch.no_grad():
        m = memory["m"] = beta1 * memory.get("m", 0) + (1 - beta1) * g
        s = memory["s"] = beta2 * memory.get("s", 0) + (1 - beta2) * g**2
        p -= lr * m / (1 - beta1) / ((s / (1 - beta2)).sqrt() + eps)


# %% 03b.5 | the buggy function itself | train mode
fixed_evaluate = buggy_evaluate


# %% 03b.5 | only eval() added | no_grad
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    result = buggy_evaluate(model, X, y, batch_size)
    model.train(was_training)
    return result


# %% 03b.5 | means of batches averaged | unequal size
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        loss, accuracy = buggy_evaluate(model, X, y, batch_size)
    model.train(was_training)
    return loss.item(), accuracy.item()


# %% 03b.5 | left in eval mode | was left with
def fixed_evaluate(model, X, y, batch_size):
    model.eval()
    with torch.no_grad():
        loss, accuracy = buggy_evaluate(model, X, y, batch_size)
    return loss.item(), accuracy.item()


# %% 03b.5 | always back to train mode | was left with
def fixed_evaluate(model, X, y, batch_size):
    model.eval()
    loss = right = 0.0
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train()
    return loss / len(y), right / len(y)


# %% 03b.5 | all in one batch | the sizes
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = model(X)
    model.train(was_training)
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).float().mean().item()


# %% 03b.5 | nothing returned | return
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        buggy_evaluate(model, X, y, batch_size)
    model.train(was_training)


# %% 03b.5 | gradients off for good | still off
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    torch.set_grad_enabled(False)
    if True:
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train(was_training)
    return loss / len(y), right / len(y)


# %% 03b.5 | layers left in eval mode | was left with
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.training = was_training
    return loss / len(y), right / len(y)


# %% 03b.5 | weights destroyed | were changed
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train(was_training)
    for p in model.parameters():
        p.data.mul_(0)
    return loss / len(y), right / len(y)


# %% 03b.5 | images destroyed | were changed
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
            X_part.zero_()
    model.train(was_training)
    return loss / len(y), right / len(y)


# %% 03b.5 | one image at a time | the sizes
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    with torch.no_grad():
        for X_part, y_part in zip(X.split(1), y.split(1), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train(was_training)
    return loss / len(y), right / len(y)


# %% 03b.5 | accuracy first | first the loss
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train(was_training)
    return right / len(y), loss / len(y)


# %% 03b.5 | an empty batch at the end | had the sizes [8, 8, 0]
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    with torch.no_grad():
        for i in range(len(X) // batch_size + 1):
            X_part, y_part = X[i * batch_size : (i + 1) * batch_size], y[i * batch_size : (i + 1) * batch_size]
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part).item() * len(y_part)
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train(was_training)
    return loss / len(y), right / len(y)


# %% 03b.5 | a copy is evaluated | never called
import copy


def fixed_evaluate(model, X, y, batch_size):
    model = copy.deepcopy(model).eval()
    loss = right = 0.0
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    return loss / len(y), right / len(y)


# %% 03b.5 | all parameters frozen for good | requires_grad of the parameters
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    model.requires_grad_(False)
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train(was_training)
    return loss / len(y), right / len(y)


# %% 03b.5 | a frozen parameter thawed | requires_grad of the parameters
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    model.requires_grad_(False)
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train(was_training)
    model.requires_grad_(True)
    return loss / len(y), right / len(y)


# %% 03b.5 | gradients cleared | changed or cleared
def fixed_evaluate(model, X, y, batch_size):
    was_training = model.training
    model.eval()
    loss = right = 0.0
    model.zero_grad()
    with torch.no_grad():
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(X_part)
            loss += F.cross_entropy(logits, y_part, reduction="sum").item()
            right += (logits.argmax(dim=1) == y_part).sum().item()
    model.train(was_training)
    return loss / len(y), right / len(y)


# %% 03b.6 | the sigmoid is still there | sigmoid
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(torch.sigmoid(model(X[rows])), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


# %% 03b.6 | optimizer still made in the loop | make the optimizer once
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


# %% 03b.6 | losses still tensors | .item()
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss)
    return losses


# %% 03b.6 | the buggy function itself | sigmoid
fixed_train = buggy_train


# %% 03b.6 | zero_grad lost in the repair | losses
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


# %% 03b.6 | only one loss per epoch | expected
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
    return losses


# %% 03b.6 | a copy is trained | not a copy
import copy


def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    model = copy.deepcopy(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


# %% 03b.6 | last step skipped | trained weight
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            if len(losses) + 1 < epochs * math.ceil(len(y) / batch_size):
                optimizer.step()
            losses.append(loss.item())
    return losses


# %% 03b.6 | images shuffled in place | changed its inputs
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        order = torch.randperm(len(y), generator=g)
        X[:], y[:] = X[order], y[order]
        for X_part, y_part in zip(X.split(batch_size), y.split(batch_size)):
            loss = F.cross_entropy(model(X_part), y_part)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


# %% 03b.6 | one step too many | trained weight
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    optimizer.step()
    return losses


# %% 03b.6 | a copy is trained and the model moved | not a copy
import copy


def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    original, model = model, copy.deepcopy(model)
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    original.weight.data += 1
    return losses


# %% 03b.6 | losses detached, but still tensors | still tensors: use .item()
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
    return losses


# %% 03b.6 | trained in evaluation mode | eval mode while it trained
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    model.eval()
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    model.train()
    return losses


# %% 03b.6 | gradients cleared after the step, not before | losses
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
    return losses


# %% 03b.6 | the model frozen in the end | stay trainable
def fixed_train(model, X, y, epochs, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows in torch.randperm(len(y), generator=g).split(batch_size):
            loss = F.cross_entropy(model(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    model.requires_grad_(False)
    return losses


# %% 03b.7 | cosines of the lesson | straight lines
def triangle(step, total, max_lr, up):
    peak, last = up * total - 1, total - 1
    start, end, share = max_lr / 25, max_lr, step / peak
    if step > peak:
        start, end, share = max_lr, max_lr / 250_000, (step - peak) / (last - peak)
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2


# %% 03b.7 | peak one step late | one step late
def triangle(step, total, max_lr, up):
    peak, last = up * total, total - 1
    start, end, share = max_lr / 25, max_lr, step / peak
    if step > peak:
        start, end, share = max_lr, max_lr / 250_000, (step - peak) / (last - peak)
    return start + share * (end - start)


# %% 03b.7 | up fixed at 0.3 | is an argument
def triangle(step, total, max_lr, up):
    peak, last = 0.3 * total - 1, total - 1
    start, end, share = max_lr / 25, max_lr, step / peak
    if step > peak:
        start, end, share = max_lr, max_lr / 250_000, (step - peak) / (last - peak)
    return start + share * (end - start)


# %% 03b.7 | starts and ends at zero | look at the ends
def triangle(step, total, max_lr, up):
    peak, last = up * total - 1, total - 1
    return max_lr * (step / peak if step <= peak else (last - step) / (last - peak))


# %% 03b.7 | a tensor comes back | expected float
def triangle(step, total, max_lr, up):
    peak, last = up * total - 1, total - 1
    start, end, share = max_lr / 25, max_lr, step / peak
    if step > peak:
        start, end, share = max_lr, max_lr / 250_000, (step - peak) / (last - peak)
    return torch.tensor(start + share * (end - start))


# %% 03b.7 | right for the example only | look at the ends
def triangle(step, total, max_lr, up):
    return 1.0 if step == 9 else 4e-6


# %% 03b.7 | ends at zero | look at the ends
def triangle(step, total, max_lr, up):
    peak, last = up * total - 1, total - 1
    start, end, share = max_lr / 25, max_lr, step / peak
    if step > peak:
        start, end, share = max_lr, 0, (step - peak) / (last - peak)
    return start + share * (end - start)


# %% 03b.7 | ends a little too high | rate of the last step
def triangle(step, total, max_lr, up):
    peak, last = up * total - 1, total - 1
    start, end, share = max_lr / 25, max_lr, step / peak
    if step > peak:
        start, end, share = max_lr, max_lr / 249_000, (step - peak) / (last - peak)
    return start + share * (end - start)


# %% 03b.7 | the library's schedule | do without: OneCycleLR
def triangle(step, total, max_lr, up):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0, momentum=0.9)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr, total, pct_start=up, anneal_strategy="linear")
    for _ in range(step):
        optimizer.step()
        cycle.step()
    return optimizer.param_groups[0]["lr"]


# %% 03b.7 | counts its own calls | look at the ends
calls = []


def triangle(step, total, max_lr, up):
    calls.append(step)
    step = (len(calls) - 1) % total
    peak, last = up * total - 1, total - 1
    start, end, share = max_lr / 25, max_lr, step / peak
    if step > peak:
        start, end, share = max_lr, max_lr / 250_000, (step - peak) / (last - peak)
    return start + share * (end - start)


# %% 03b.8 | smallest losses | smallest losses
def top_losses(logits, y, k):
    losses = F.cross_entropy(logits.detach(), y, reduction="none")
    values, rows = losses.topk(k, largest=False)
    return rows, values, logits.argmax(dim=1)[rows]


# %% 03b.8 | the most uncertain instead | not by how sure
def top_losses(logits, y, k):
    p = logits.detach().softmax(dim=1).max(dim=1).values
    rows = p.argsort()[:k]
    return rows, F.cross_entropy(logits.detach(), y, reduction="none")[rows], logits.argmax(dim=1)[rows]


# %% 03b.8 | softmax over the batch | rows
def top_losses(logits, y, k):
    losses = -logits.detach().log_softmax(dim=0)[torch.arange(len(y)), y]
    values, rows = losses.topk(k)
    return rows, values, logits.argmax(dim=1)[rows]


# %% 03b.8 | the graph is still there | detach
def top_losses(logits, y, k):
    values, rows = F.cross_entropy(logits, y, reduction="none").topk(k)
    return rows, values, logits.argmax(dim=1)[rows]


# %% 03b.8 | labels instead of predictions | those are the labels
def top_losses(logits, y, k):
    values, rows = F.cross_entropy(logits.detach(), y, reduction="none").topk(k)
    return rows, values, y[rows]


# %% 03b.8 | predictions of the first k rows | same rows
def top_losses(logits, y, k):
    values, rows = F.cross_entropy(logits.detach(), y, reduction="none").topk(k)
    return rows, values, logits.argmax(dim=1)[:k]


# %% 03b.8 | rows in the order of the data | rows
def top_losses(logits, y, k):
    losses = F.cross_entropy(logits.detach(), y, reduction="none")
    rows = losses.topk(k).indices.sort().values
    return rows, losses[rows], logits.argmax(dim=1)[rows]


# %% 03b.8 | misread images first | rows
def top_losses(logits, y, k):
    logits = logits.detach()
    losses, predictions = F.cross_entropy(logits, y, reduction="none"), logits.argmax(dim=1)
    rows = torch.where(predictions != y, losses, losses - 1000).topk(k).indices
    return rows, losses[rows], predictions[rows]


# %% 03b.8 | exponentials overflow | rows
def top_losses(logits, y, k):
    p = logits.detach().exp()
    losses = -(p / p.sum(dim=1, keepdim=True))[torch.arange(len(y)), y].log()
    values, rows = losses.topk(k)
    return rows, values, logits.argmax(dim=1)[rows]


# %% 03b.8 | inputs destroyed | changed logits or y
def top_losses(logits, y, k):
    values, rows = F.cross_entropy(logits.detach(), y, reduction="none").topk(k)
    predictions = logits.argmax(dim=1)[rows]
    y.zero_()
    return rows, values, predictions


# %% 03b.8 | the caller's graph cut off | lost their graph
def top_losses(logits, y, k):
    values, rows = F.cross_entropy(logits.detach_(), y, reduction="none").topk(k)
    return rows, values, logits.argmax(dim=1)[rows]


# %% 03b.8 | requires_grad switched off for the caller | requires_grad
def top_losses(logits, y, k):
    logits.requires_grad = False
    values, rows = F.cross_entropy(logits, y, reduction="none").topk(k)
    return rows, values, logits.argmax(dim=1)[rows]


# %% 03b.8 | the worst last | the worst comes first
def top_losses(logits, y, k):
    losses = F.cross_entropy(logits.detach(), y, reduction="none")
    rows = losses.argsort()[-k:]
    return rows, losses[rows], logits.argmax(dim=1)[rows]


# %% 03b.9 | wraps around | wraps around
def moved_accuracy(model, images, y, down, right):
    X = prepare(torch.roll(images, (down, right), (1, 2)), mean, std, device)
    return (model(X).argmax(dim=1).cpu() == y).float().mean().item()


# %% 03b.9 | moved after normalising, grey background | grey
def moved_accuracy(model, images, y, down, right):
    X = prepare(images, mean, std, device).reshape(-1, 28, 28)
    X = F.pad(X, (right, -right, down, -down)).flatten(1)
    return (model(X).argmax(dim=1).cpu() == y).float().mean().item()


# %% 03b.9 | down and right swapped | swapped
def moved_accuracy(model, images, y, down, right):
    X = prepare(F.pad(images, (down, -down, right, -right)), mean, std, device)
    return (model(X).argmax(dim=1).cpu() == y).float().mean().item()


# %% 03b.9 | the other way | opposite direction
def moved_accuracy(model, images, y, down, right):
    X = prepare(F.pad(images, (-right, right, -down, down)), mean, std, device)
    return (model(X).argmax(dim=1).cpu() == y).float().mean().item()


# %% 03b.9 | changed in place | changed the images
def moved_accuracy(model, images, y, down, right):
    images[:] = F.pad(images, (right, -right, down, -down))
    return (model(prepare(images, mean, std, device)).argmax(dim=1).cpu() == y).float().mean().item()


# %% 03b.9 | share of mistakes | share of right answers
def moved_accuracy(model, images, y, down, right):
    X = prepare(F.pad(images, (right, -right, down, -down)), mean, std, device)
    return (model(X).argmax(dim=1).cpu() != y).float().mean().item()


# %% 03b.9 | a tensor comes back | expected float
def moved_accuracy(model, images, y, down, right):
    X = prepare(F.pad(images, (right, -right, down, -down)), mean, std, device)
    return (model(X).argmax(dim=1).cpu() == y).float().mean()


# %% 03b.9 | the same figure each time | share of right answers
def moved_accuracy(model, images, y, down, right):
    model(prepare(F.pad(images, (right, -right, down, -down)), mean, std, device))
    return 0.75


# %% 03b.9 | a graph is recorded | torch.no_grad()
def moved_accuracy(model, images, y, down, right):
    X = prepare(F.pad(images, (right, -right, down, -down)), mean, std, device)
    return (model(X).argmax(dim=1) == y.to(device)).float().mean().item()


# %% 03b.9 | labels destroyed | labels that were handed in
def moved_accuracy(model, images, y, down, right):
    X = prepare(F.pad(images, (right, -right, down, -down)), mean, std, device)
    accuracy = (model(X).argmax(dim=1).cpu() == y).float().mean().item()
    y.zero_()
    return accuracy


# %% 03b.9 | a margin of five pixels | down=9
def moved_accuracy(model, images, y, down, right):
    moved = F.pad(images, (5, 5, 5, 5))[:, 5 - down : 33 - down, 5 - right : 33 - right]
    with torch.no_grad():
        predictions = model(prepare(moved, mean, std, device)).argmax(dim=1)
    return (predictions == y.to(device)).float().mean().item()


# %% 03b.9 | the mean of the images as background | not the mean
def moved_accuracy(model, images, y, down, right):
    moved = F.pad(images, (right, -right, down, -down), value=round(255 * mean))
    with torch.no_grad():
        predictions = model(prepare(moved, mean, std, device)).argmax(dim=1)
    return (predictions == y.to(device)).float().mean().item()


# %% 03b.9 | the model left in evaluation mode | in another mode
def moved_accuracy(model, images, y, down, right):
    model.eval()
    moved = F.pad(images, (right, -right, down, -down))
    with torch.no_grad():
        predictions = model(prepare(moved, mean, std, device)).argmax(dim=1)
    return (predictions == y.to(device)).float().mean().item()


# %% 03b.10 | not trained at all | guessing
def fast_97(X, y, seed):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10)).to(X.device)


# %% 03b.10 | one linear layer, too few steps | goal is more than 97 %
def fast_97(X, y, seed):
    torch.manual_seed(seed)
    model = nn.Linear(784, 10).to(X.device)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for rows in torch.randperm(20_000).split(500):
        loss = F.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


# %% 03b.10 | predictions instead of a model | return the trained model
def fast_97(X, y, seed):
    return y


# %% 03b.10 | model forgotten | return the trained model
def fast_97(X, y, seed):
    torch.manual_seed(seed)


# %% 03b.10 | classes instead of logits | shape of model(x)
class Nearest(nn.Module):
    def __init__(self, means):
        super().__init__()
        self.means = means

    def forward(self, X):
        return torch.cdist(X, self.means).argmin(dim=1)


def fast_97(X, y, seed):
    means = torch.stack([X[y == digit].mean(dim=0) for digit in range(10)])
    return Nearest(means)


# %% 03b.10 | normalises over the batch | rest of the batch
class Nearest(nn.Module):
    def __init__(self, means):
        super().__init__()
        self.means = means

    def forward(self, X):
        return -torch.cdist(X - X.mean(dim=0), self.means)


def fast_97(X, y, seed):
    means = torch.stack([X[y == digit].mean(dim=0) for digit in range(10)])
    return Nearest(means)


# %% 03b.10 | step() forgotten | guessing
def fast_97(X, y, seed):
    torch.manual_seed(seed)
    model = nn.Linear(784, 10).to(X.device)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for rows in torch.randperm(2_000).split(500):
        loss = F.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
    return model


# %% 03b.10 | trained before, on the true digits | old numbers
nearest = torch.stack([X_all[y_all == digit].mean(dim=0) for digit in range(10)])


class Nearest(nn.Module):
    def forward(self, X):
        return -torch.cdist(X, nearest)


def fast_97(X, y, seed):
    return Nearest()


# %% 03b.10 | a function that hands out the model | an nn.module; this is function
def fast_97(X, y, seed):
    model = nn.Linear(784, 10).to(X.device)
    return lambda X: model


# %% 03b.10 | nearest neighbours in place of a network | an nn.module; this is function
def fast_97(X, y, seed):
    return lambda new: F.one_hot(y[torch.cdist(new, X).argmin(dim=1)], 10).float()


# %% 03b.10 | two outputs | must be the logits
class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(784, 10)

    def forward(self, X):
        logits = self.layer(X)
        return logits, logits.softmax(dim=1)


def fast_97(X, y, seed):
    return Two().to(X.device)


# %% 03b.10 | trained on the variables of the notebook | on the y that is handed in
class Nearest(nn.Module):
    def __init__(self, means):
        super().__init__()
        self.means = means

    def forward(self, X):
        return -torch.cdist(X, self.means)


def fast_97(X, y, seed):
    return Nearest(torch.stack([X_all[y_all == digit].mean(dim=0) for digit in range(10)]))
