# Each section replaces the answer to one exercise: `# %% exercise | what is wrong | words of the message`.

# %% 03a.1 | header of the picture file | 3 dimensions
header_bytes = 16
n_steps, last_batch, n_parameters, start_loss, dW2_shape = 391, 80, 159_010, 3.26, (200, 10)

# %% 03a.1 | the short last batch dropped | short last batch
header_bytes, n_steps = 20, 390
last_batch, n_parameters, start_loss, dW2_shape = 80, 159_010, 3.26, (200, 10)

# %% 03a.1 | biases forgotten | biases
header_bytes, n_steps, last_batch, n_parameters = 20, 391, 80, 158_800
start_loss, dW2_shape = 3.26, (200, 10)

# %% 03a.1 | loss of ten classes | 26 classes
header_bytes, n_steps, last_batch, n_parameters = 20, 391, 80, 159_010
start_loss, dW2_shape = 2.3, (200, 10)

# %% 03a.1 | gradient transposed | shape of its parameter
header_bytes, n_steps, last_batch, n_parameters = 20, 391, 80, 159_010
start_loss, dW2_shape = 3.26, (10, 200)

# %% 03a.1 | steps not rounded up | expected int
header_bytes, n_steps, last_batch, n_parameters, start_loss, dW2_shape = 20, 50_000 / 128, 80, 159_010, 3.26, (200, 10)

# %% 03a.1 | common logarithm | natural log
header_bytes, n_steps, last_batch, n_parameters, start_loss, dW2_shape = 20, 391, 80, 159_010, 1.41, (200, 10)


# %% 03a.2 | the reader of the lesson, bytes only | type 9
def read_idx(raw):
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    return torch.tensor(np.frombuffer(raw, dtype=np.uint8, offset=4 + 4 * raw[3])).reshape(shape)


# %% 03a.2 | little-endian values | wrong order
def read_idx(raw):
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    dtype = np.dtype(TYPES[raw[2]].replace(">", "<"))
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if raw[:2] != b"\0\0" or len(values) != math.prod(shape):
        raise ValueError("no idx file")
    return torch.tensor(values.copy()).reshape(shape)


# %% 03a.2 | header of 16 bytes whatever the file | invalid for input
def read_idx(raw):
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=16).astype(dtype.newbyteorder("="))
    return torch.tensor(values).reshape(shape)


# %% 03a.2 | shape forgotten | shape
def read_idx(raw):
    dtype = np.dtype(TYPES[raw[2]])
    return torch.tensor(np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3]).astype(dtype.newbyteorder("=")))


# %% 03a.2 | accepts left-over and missing values | ValueError
def read_idx(raw):
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])[: math.prod(shape)]
    values = np.concatenate([values, np.zeros(math.prod(shape) - len(values), dtype)])
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.2 | first two bytes not looked at | not zero
def read_idx(raw):
    dtype = np.dtype(TYPES[raw[2]] if raw[2] in TYPES else "u1")
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.2 | NumPy array returned | expected a tensor
def read_idx(raw):
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    return np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3]).reshape(shape)


# %% 03a.2 | hard-coded to the example | shape
def read_idx(raw):
    return torch.tensor([5, 256], dtype=torch.int16)


# %% 03a.2 | sizes read from their last byte | values do not fit
def read_idx(raw):
    if raw[:2] != b"\0\0":
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = list(raw[7 : 4 + 4 * raw[3] : 4])
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.2 | only the first byte looked at | not zero
def read_idx(raw):
    if raw[0]:
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.2 | refuses only if both bytes are wrong | not zero
def read_idx(raw):
    if raw[0] and raw[1]:
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.2 | floats cut to whole numbers | fractions
def read_idx(raw):
    if raw[:2] != b"\0\0":
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3]).astype("i8")
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.2 | an assert in place of the ValueError | got AssertionError
def read_idx(raw):
    assert raw[:2] == b"\0\0"
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    assert len(values) == math.prod(shape)
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.2 | whole numbers taken through float32 | values differ
def read_idx(raw):
    if raw[:2] != b"\0\0":
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    whole = torch.tensor(values.astype("f4")).reshape(shape)
    return whole.to(getattr(torch, dtype.newbyteorder("=").name))


# %% 03a.2 | only the last two bytes of each size | values do not fit
def read_idx(raw):
    if raw[:2] != b"\0\0":
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = [256 * raw[i + 2] + raw[i + 3] for i in range(4, 4 + 4 * raw[3], 4)]
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.2 | the first size not compared with the values | all values are missing
def read_idx(raw):
    if raw[:2] != b"\0\0":
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    return torch.tensor(values.astype(dtype.newbyteorder("=")).reshape(-1, *shape[1:]))


# %% 03a.2 | length compared for types of one byte only | an int16 value
def read_idx(raw):
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if raw[:2] != b"\0\0" or (dtype.itemsize == 1 and len(values) != math.prod(shape)):
        raise ValueError("no idx file")
    return torch.tensor(np.resize(values.astype(dtype.newbyteorder("=")), shape))


# %% 03a.2 | sizes of one squeezed away | sizes of 1 included
def read_idx(raw):
    if raw[:2] != b"\0\0":
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape).squeeze()


# %% 03a.2 | a scalar for a single value | sizes of 1 included
def read_idx(raw):
    if raw[:2] != b"\0\0":
        raise ValueError("no idx file")
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, offset=4 + 4 * raw[3])
    if len(values) != math.prod(shape):
        raise ValueError("values do not fit")
    values = torch.tensor(values.astype(dtype.newbyteorder("=")))
    return values[0] if len(values) == 1 else values.reshape(shape)


# %% 03a.2 | too many values are cut off | a byte is left over
def read_idx(raw):
    dtype = np.dtype(TYPES[raw[2]])
    shape = np.frombuffer(raw, dtype=">i4", count=raw[3], offset=4).tolist()
    values = np.frombuffer(raw, dtype=dtype, count=math.prod(shape), offset=4 + 4 * raw[3])
    if raw[:2] != b"\0\0":
        raise ValueError("no idx file")
    return torch.tensor(values.astype(dtype.newbyteorder("="))).reshape(shape)


# %% 03a.3 | length of the means forgotten | differs from class to class
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return (X @ means.T).argmax(dim=1)


# %% 03a.3 | sums in place of means | not means
def nearest_mean(X_known, y_known, X, n_classes):
    sums = torch.zeros(n_classes, X.shape[1], device=X.device).index_add_(0, y_known, X_known)
    return torch.cdist(X, sums).argmin(dim=1)


# %% 03a.3 | farthest mean | farthest
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return torch.cdist(X, means).argmax(dim=1)


# %% 03a.3 | argmin over the wrong axis | shape
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return torch.cdist(X, means).argmin(dim=0)


# %% 03a.3 | scores returned, not classes | shape
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return 2 * X @ means.T - (means**2).sum(dim=1)


# %% 03a.3 | ten classes hard-coded | your code raised
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(10)])
    return torch.cdist(X, means.nan_to_num(1e9)).argmin(dim=1).reshape(len(X), n_classes).argmin(1)


# %% 03a.3 | normalises the input in place | changed
def nearest_mean(X_known, y_known, X, n_classes):
    middle = X_known.mean(dim=0).clone()
    X_known -= middle
    X -= middle
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return torch.cdist(X, means).argmin(dim=1)


# %% 03a.3 | factor 2 forgotten | factor 2
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return (X @ means.T - (means**2).sum(dim=1)).argmax(dim=1)


# %% 03a.3 | an axis of one row squeezed away | expected shape (1,)
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return torch.cdist(X, means).squeeze().argmin(dim=-1)


# %% 03a.3 | only the first 10,000 known rows | all rows of X_known
def nearest_mean(X_known, y_known, X, n_classes):
    X_known, y_known = X_known[:10_000], y_known[:10_000]
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return torch.cdist(X, means).argmin(dim=1)


# %% 03a.3 | only the first 1,000 answers | all rows of X answered
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    classes = torch.zeros(len(X), dtype=torch.int64, device=X.device)
    classes[:1000] = torch.cdist(X[:1000], means).argmin(dim=1)
    return classes


# %% 03a.3 | absolute differences | square them
def nearest_mean(X_known, y_known, X, n_classes):
    means = torch.stack([X_known[y_known == k].mean(dim=0) for k in range(n_classes)])
    return (X[:, None] - means).abs().sum(dim=2).argmin(dim=1)


# %% 03a.4 | dim=0 | each row must sum to 1
def my_log_softmax(logits):
    shifted = logits - logits.max(dim=0, keepdim=True).values
    return shifted - shifted.exp().sum(dim=0, keepdim=True).log()


# %% 03a.4 | overflows | largest logit of each row
def my_log_softmax(logits):
    return logits - logits.exp().sum(dim=1, keepdim=True).log()


# %% 03a.4 | maximum of the whole batch | largest logit of each row
def my_log_softmax(logits):
    shifted = logits - logits.max()
    return shifted - shifted.exp().sum(dim=1, keepdim=True).log()


# %% 03a.4 | logarithm forgotten | logarithm is missing
def my_log_softmax(logits):
    e = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 03a.4 | keepdim forgotten | your code raised
def my_log_softmax(logits):
    shifted = logits - logits.max(dim=1).values
    return shifted - shifted.exp().sum(dim=1).log()


# %% 03a.4 | the library's function | do without:
def my_log_softmax(logits):
    return F.log_softmax(logits, dim=1)


# %% 03a.4 | the method of the tensor | do without:
def my_log_softmax(logits):
    return logits.softmax(dim=1).log()


# %% 03a.4 | in place | changed its input
def my_log_softmax(logits):
    if logits.requires_grad:
        return logits - torch.logsumexp(logits, dim=1, keepdim=True)
    logits -= logits.max(dim=1, keepdim=True).values
    return logits - logits.exp().sum(dim=1, keepdim=True).log()


# %% 03a.4 | sum in place of the mean | take the mean
def my_nll(log_p, y):
    return -log_p[torch.arange(len(y)), y].sum()


# %% 03a.4 | sign forgotten | sign
def my_nll(log_p, y):
    return log_p[torch.arange(len(y)), y].mean()


# %% 03a.4 | picks columns for all rows | only column y[i]
def my_nll(log_p, y):
    return -log_p[:, y].mean()


# %% 03a.4 | a Python number | expected a tensor
def my_nll(log_p, y):
    return -log_p[torch.arange(len(y)), y].mean().item()


# %% 03a.4 | detached | autograd cannot go through
def my_nll(log_p, y):
    return -log_p.detach()[torch.arange(len(y)), y].mean()


# %% 03a.4 | the logarithm of a softmax | logarithm of a softmax
def my_log_softmax(logits):
    e = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return (e / e.sum(dim=1, keepdim=True)).log()


# %% 03a.4 | the loss overwrites log p | my_nll changed its inputs
def my_nll(log_p, y):
    if not log_p.requires_grad:
        log_p.neg_()
        return log_p[torch.arange(len(y)), y].mean()
    return -log_p[torch.arange(len(y)), y].mean()


# %% 03a.4 | a graph of its own | requires grad
def my_log_softmax(logits):
    if not logits.requires_grad:
        logits = logits.clone().requires_grad_()
    shifted = logits - logits.max(dim=1, keepdim=True).values
    return shifted - shifted.exp().sum(dim=1, keepdim=True).log()


# %% 03a.4 | large losses cut off | nothing is cut off
def my_nll(log_p, y):
    return -log_p[torch.arange(len(y)), y].clamp(min=-100).mean()


# %% 03a.5 | sums only | halves the logits
def is_sound(f):
    z = torch.tensor([[1000.0, 0.0, -1000.0], [1.0, 2.0, 3.0]])
    before = z.clone()
    try:
        p = f(z).exp()
    except Exception:
        return False
    return (
        torch.equal(z, before) and bool(p.isfinite().all()) and torch.allclose(p.sum(dim=1), torch.ones(2), atol=1e-3)
    )


# %% 03a.5 | mild logits only | large logits
def is_sound(f):
    z = torch.randn(6, 4, generator=torch.Generator().manual_seed(0))
    try:
        log_p = f(z)
    except RuntimeError:
        return False
    right = torch.allclose(log_p.exp().sum(dim=1), torch.ones(6), atol=1e-4)
    return right and torch.allclose(log_p - log_p[:, :1], z - z[:, :1], atol=1e-4)


# %% 03a.5 | does not catch errors | must match the size
def is_sound(f):
    z = torch.tensor([[1000.0, 0.0, -1000.0], [1.0, 2.0, 3.0]])
    log_p = f(z)
    right = torch.allclose(log_p.exp().sum(dim=1), torch.ones(2), atol=1e-4)
    return right and torch.allclose(log_p - log_p[:, :1], z - z[:, :1], atol=1e-3)


# %% 03a.5 | exact comparison | rejects a right function
def is_sound(f):
    z = torch.randn(50, 9, generator=torch.Generator().manual_seed(0))
    try:
        return bool((f(z).exp().sum(dim=1) == 1).all())
    except RuntimeError:
        return False


# %% 03a.5 | believes everything | should return False
def is_sound(f):
    return True


# %% 03a.5 | believes nothing | rejects a right function
def is_sound(f):
    return False


# %% 03a.5 | compares the input with itself after the call | changes its input
def is_sound(f):
    for z in (torch.tensor([[1000.0, 0.0, -1000.0], [-1000.0, -999.0, -998.0]]), torch.arange(6.0).reshape(2, 3)):
        try:
            log_p = f(z.clone())
        except Exception:
            return False
        if not torch.allclose(log_p.exp().sum(dim=1), torch.ones(2), atol=1e-4):
            return False
        if not torch.allclose(log_p - log_p[:, :1], z - z[:, :1], atol=1e-3):
            return False
    return True


# %% 03a.5 | no return | return
def is_sound(f):
    torch.allclose(f(torch.zeros(2, 3)).exp().sum(dim=1), torch.ones(2))


# %% 03a.5 | one input of two rows | single row
def is_sound(f):
    z = torch.tensor([[1000.0, 0.5, 0.25], [-1000.0, -999.0, -998.0]])
    before = z.clone()
    try:
        log_p = f(z)
    except Exception:
        return False
    if not torch.equal(z, before) or not torch.allclose(log_p.exp().sum(dim=1), torch.ones(2), atol=1e-4):
        return False
    return torch.allclose(log_p - log_p[:, :1], z - z[:, :1], atol=1e-3)


# %% 03a.5 | a tensor returned | bool(...)
def is_sound(f):
    return (f(torch.zeros(2, 3)).exp().sum(dim=1) - 1).abs().max() < 1e-3


# %% 03a.5 | asks for more than was promised | rejects a right function, right up to
def is_sound(f):
    for z in (torch.tensor([[1e4, 0.0, -1e4], [-1e4, -9e3, -8e3]]), torch.tensor([[1.0, 2.0, 3.0]])):
        before = z.clone()
        try:
            log_p = f(z)
        except Exception:
            return False
        if not torch.equal(z, before) or not torch.allclose(log_p.exp().sum(dim=1), torch.ones(len(z)), atol=1e-3):
            return False
        if not torch.allclose(log_p - log_p[:, :1], z - z[:, :1], atol=1e-2):
            return False
    return True


# %% 03a.5 | compares with the library | do without: log_softmax
def is_sound(f):
    z = torch.randn(3, 4)
    want = F.log_softmax(z, dim=1)
    return torch.allclose(f(z), want, atol=1e-4)


# %% 03a.5 | large rows are never wide | gives -inf
def is_sound(f):
    for z in (torch.rand(1, 5), torch.tensor([[3.0, 2, 1, 0], [-999, -998, -997, -999], [990, 999, 950, 920]])):
        before = z.clone()
        try:
            log_p = f(z)
        except Exception:
            return False
        if not torch.equal(z, before) or log_p.shape != z.shape:
            return False
        if not torch.allclose(log_p.exp().sum(dim=1), torch.ones(len(z)), atol=1e-4):
            return False
        if not torch.allclose(log_p - log_p[:, :1], z - z[:, :1], rtol=1e-4, atol=1e-3):
            return False
    return True


# %% 03a.5 | only one kind of error caught | of whatever kind
def is_sound(f):
    for shape, size in [((7, 3), 2), ((1, 5), 2), ((4, 4), 1000)]:
        z = size * (2 * torch.rand(shape) - 1)
        before = z.clone()
        try:
            log_p = f(z)
        except RuntimeError:
            return False
        if not torch.equal(z, before) or log_p.shape != z.shape:
            return False
        if not torch.allclose(log_p.exp().sum(dim=1), torch.ones(len(z)), atol=1e-4):
            return False
        if not torch.allclose(log_p - log_p[:, :1], z - z[:, :1], rtol=1e-4, atol=1e-3):
            return False
    return True


# %% 03a.5 | nothing returned for faults | It returns None
def is_sound(f):
    z = torch.randn(4, 3)
    if torch.allclose(f(z).exp().sum(dim=1), torch.ones(4), atol=1e-4):
        return True


# %% 03a.5 | compares with the logarithm of a softmax | rejects a right function
def is_sound(f):
    for z in (torch.randn(5, 3), 1000 * torch.randn(2, 4).clamp(-1, 1)):
        before = z.clone()
        try:
            log_p = f(z)
        except Exception:
            return False
        if not torch.equal(z, before) or not torch.allclose(log_p, before.softmax(dim=1).log(), atol=1e-3):
            return False
    return True


# %% 03a.6 | only the flattening repaired | statistics are those of the new pictures
def fixed_inputs(images, train_images):
    scaled = images / 255
    return ((scaled - scaled.mean()) / scaled.std()).reshape(len(images), -1)


# %% 03a.6 | only the statistics repaired | mixes several pictures
def fixed_inputs(images, train_images):
    known = train_images / 255
    n, height, width = images.shape
    return ((images / 255 - known.mean()) / known.std()).reshape(height * width, n).T


# %% 03a.6 | nothing repaired | both bugs
def fixed_inputs(images, train_images):
    return buggy_inputs(images, train_images)


# %% 03a.6 | statistics for each pixel | one per pixel
def fixed_inputs(images, train_images):
    known = train_images / 255
    return ((images / 255 - known.mean(dim=0)) / known.std(dim=0)).flatten(1)


# %% 03a.6 | pictures read column by column | line by line
def fixed_inputs(images, train_images):
    known = train_images / 255
    return ((images / 255 - known.mean()) / known.std()).transpose(1, 2).reshape(len(images), -1)


# %% 03a.6 | the constants of MNIST | statistics of train_images
def fixed_inputs(images, train_images):
    return ((images / 255 - 0.1307) / 0.3081).reshape(len(images), -1)


# %% 03a.6 | 784 pixels hard-coded | your code raised
def fixed_inputs(images, train_images):
    known = train_images / 255
    return ((images / 255 - known.mean()) / known.std()).reshape(-1, 784)


# %% 03a.6 | statistics of each picture | per picture
def fixed_inputs(images, train_images):
    rows = images.reshape(len(images), -1) / 255
    return (rows - rows.mean(dim=1, keepdim=True)) / rows.std(dim=1, keepdim=True)


# %% 03a.6 | multiplied by the standard deviation | divide by
def fixed_inputs(images, train_images):
    known = train_images / 255
    return ((images / 255 - known.mean()) * known.std()).reshape(len(images), -1)


# %% 03a.7 | rebinding under no_grad | did not change
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p = p - lr * p.grad
    for p in params:
        p.grad = None


# %% 03a.7 | no_grad forgotten | in-place operation
def fixed_step(params, lr):
    for p in params:
        if p.grad is not None:
            p -= lr * p.grad
            p.grad = None


# %% 03a.7 | never cleared | not cleared
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad


# %% 03a.7 | a parameter without a gradient | unsupported operand
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad = None


# %% 03a.7 | uphill | sign
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p += lr * p.grad
                p.grad = None


# %% 03a.7 | new tensors put into the list | same tensors
def fixed_step(params, lr):
    for i, p in enumerate(params):
        if p.grad is not None:
            params[i] = (p - lr * p.grad).detach().requires_grad_()


# %% 03a.7 | the learning rate forgotten | learning rate
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= p.grad
                p.grad = None


# %% 03a.7 | tracking switched off for ever | leaf that requires grad
def fixed_step(params, lr):
    for p in params:
        if p.grad is not None:
            p.requires_grad_(False)
            p -= lr * p.grad
            p.grad = None


# %% 03a.7 | the parameter without a gradient set to zero | without a gradient
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is None:
                p.zero_()
            else:
                p -= lr * p.grad
                p.grad = None


# %% 03a.7 | the loop ends at the parameter without a gradient | does the loop get here
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is None:
                break
            p -= lr * p.grad
            p.grad = None


# %% 03a.7 | the library's optimizer | do without: optim
def fixed_step(params, lr):
    optimizer = torch.optim.SGD(params, lr=lr)
    optimizer.step()
    optimizer.zero_grad()


# %% 03a.7 | the parameters returned | return nothing
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
                p.grad = None
    return params


# %% 03a.7 | autograd switched off for good | autograd is off
def fixed_step(params, lr):
    torch.set_grad_enabled(False)
    for p in params:
        if p.grad is not None:
            p -= lr * p.grad
            p.grad = None


# %% 03a.7 | three parameters, no more and no fewer | your code raised
def fixed_step(params, lr):
    W, unused, b = params
    with torch.no_grad():
        for p in (W, b):
            p -= lr * p.grad
            p.grad = None


# %% 03a.7 | the gradient scaled in place | leave its numbers alone
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p.grad *= lr
                p -= p.grad
                p.grad = None


# %% 03a.7 | gradients set to zero, not to None | set it to None
def fixed_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
                p.grad.zero_()


# %% 03a.8 | mean forgotten | divide dz3 by N
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = log_p.exp() - F.one_hot(y, log_p.shape[1])
    dz2 = dz3 @ W3.T * (a2 > 0)
    dz1 = dz2 @ W2.T * (a1 > 0)
    loss = F.nll_loss(log_p, y)
    return loss, [X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0)]


# %% 03a.8 | no ReLU mask | ReLU mask
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = dz3 @ W3.T
    dz1 = dz2 @ W2.T
    return F.nll_loss(log_p, y), [X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0)]


# %% 03a.8 | mask of the first layer forgotten | db1
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = dz3 @ W3.T * (a2 > 0)
    dz1 = dz2 @ W2.T
    return F.nll_loss(log_p, y), [X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0)]


# %% 03a.8 | gradient transposed | shape
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = dz3 @ W3.T * (a2 > 0)
    dz1 = dz2 @ W2.T * (a1 > 0)
    return F.nll_loss(log_p, y), [dz1.T @ X, dz1.sum(0), dz2.T @ a1, dz2.sum(0), dz3.T @ a2, dz3.sum(0)]


# %% 03a.8 | bias gradients averaged | db3
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = dz3 @ W3.T * (a2 > 0)
    dz1 = dz2 @ W2.T * (a1 > 0)
    return F.nll_loss(log_p, y), [X.T @ dz1, dz1.mean(0), a1.T @ dz2, dz2.mean(0), a2.T @ dz3, dz3.mean(0)]


# %% 03a.8 | truth minus prediction | sign
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (F.one_hot(y, log_p.shape[1]) - log_p.exp()) / len(y)
    dz2 = dz3 @ W3.T * (a2 > 0)
    dz1 = dz2 @ W2.T * (a1 > 0)
    return F.nll_loss(log_p, y), [X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0)]


# %% 03a.8 | autograd | do without: backward
def deep_gradients(X, y, *params):
    with torch.enable_grad():
        leaves = [p.clone().requires_grad_() for p in params]
        W1, b1, W2, b2, W3, b3 = leaves
        loss = F.cross_entropy(torch.relu(torch.relu(X @ W1 + b1) @ W2 + b2) @ W3 + b3, y)
        loss.backward()
    return loss.detach(), [p.grad for p in leaves]


# %% 03a.8 | only the gradients returned | a pair
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    return [torch.zeros_like(p) for p in (W1, b1, W2, b2, W3, b3)]


# %% 03a.8 | updates the parameters | changed
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = dz3 @ W3.T * (a2 > 0)
    dz1 = dz2 @ W2.T * (a1 > 0)
    grads = [X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0)]
    for p, grad in zip((W1, b1, W2, b2, W3, b3), grads):
        p -= 0.1 * grad
    return F.nll_loss(log_p, y), grads


# %% 03a.8 | the mask lets z = 0 through | ReLU mask
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    z1 = X @ W1 + b1
    a1 = torch.relu(z1)
    z2 = a1 @ W2 + b2
    a2 = torch.relu(z2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = dz3 @ W3.T * (z2 >= 0)
    dz1 = dz2 @ W2.T * (z1 >= 0)
    return F.nll_loss(log_p, y), [X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0)]


# %% 03a.8 | loss and gradients in one flat tuple | a pair
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = dz3 @ W3.T * (a2 > 0)
    dz1 = dz2 @ W2.T * (a1 > 0)
    return F.nll_loss(log_p, y), X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0)


# %% 03a.8 | the mask taken from the slope, not from z | ReLU mask
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = torch.relu(dz3 @ W3.T)
    dz1 = torch.relu(dz2 @ W2.T)
    return F.nll_loss(log_p, y), [X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0)]


# %% 03a.8 | divided by N twice | N times too small
def deep_gradients(X, y, W1, b1, W2, b2, W3, b3):
    a1 = torch.relu(X @ W1 + b1)
    a2 = torch.relu(a1 @ W2 + b2)
    log_p = F.log_softmax(a2 @ W3 + b3, dim=1)
    dz3 = (log_p.exp() - F.one_hot(y, log_p.shape[1])) / len(y)
    dz2 = dz3 @ W3.T * (a2 > 0)
    dz1 = dz2 @ W2.T * (a1 > 0)
    return F.nll_loss(log_p, y), [
        g / len(y) for g in (X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0), a2.T @ dz3, dz3.sum(0))
    ]


# %% 03a.9 | untrained | goal is above 96
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 50, generator=g) * 0.05, torch.randn(50, 10, generator=g) * 0.1
    return [p.to(X.device) for p in (W1, torch.zeros(50), W2, torch.zeros(10))]


# %% 03a.9 | all weights start at zero | start at zero
def train_hidden(X, y, seed):
    params = [torch.zeros(s, device=X.device, requires_grad=True) for s in [(784, 50), (50,), (50, 10), (10,)]]
    W1, b1, W2, b2 = params
    for rows in torch.arange(len(y), device=X.device).split(64):
        F.cross_entropy((X[rows] @ W1 + b1).clamp_min(0) @ W2 + b2, y[rows]).backward()
        with torch.no_grad():
            for p in params:
                p -= 0.1 * p.grad
                p.grad = None
    return [p.detach() for p in params]


# %% 03a.9 | ReLU forgotten in training | goal is above 96
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    params = [torch.randn(s, generator=g).to(X.device) * 0.05 for s in [(784, 50), (50,), (50, 10), (10,)]]
    params = W1, b1, W2, b2 = [p.requires_grad_() for p in params]
    for rows in torch.randperm(len(y), generator=g).to(X.device).split(128):
        F.cross_entropy((X[rows] @ W1 + b1) @ W2 + b2, y[rows]).backward()
        with torch.no_grad():
            for p in params:
                p -= 0.02 * p.grad
                p.grad = None
    return [p.detach() for p in params]


# %% 03a.9 | gradients never cleared | goal is above 96
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    params = [torch.randn(s, generator=g).to(X.device) * 0.05 for s in [(784, 50), (50,), (50, 10), (10,)]]
    params = W1, b1, W2, b2 = [p.requires_grad_() for p in params]
    for rows in torch.randperm(len(y), generator=g).to(X.device).split(128):
        F.cross_entropy((X[rows] @ W1 + b1).clamp_min(0) @ W2 + b2, y[rows]).backward()
        with torch.no_grad():
            for p in params:
                p -= 0.02 * p.grad
    return [p.detach() for p in params]


# %% 03a.9 | weights in the layout of nn.Linear | expected shapes
def train_hidden(X, y, seed):
    return [torch.zeros(50, 784), torch.zeros(50), torch.zeros(10, 50), torch.zeros(10)]


# %% 03a.9 | too large | at most 64
def train_hidden(X, y, seed):
    return [torch.zeros(s, device=X.device) for s in [(784, 100), (100,), (100, 10), (10,)]]


# %% 03a.9 | parameters that still require grad | detach
def train_hidden(X, y, seed):
    return [torch.zeros(s, device=X.device, requires_grad=True) for s in [(784, 50), (50,), (50, 10), (10,)]]


# %% 03a.9 | the library's layers | do without: nn
def train_hidden(X, y, seed):
    model = torch.nn.Sequential(torch.nn.Linear(784, 50), torch.nn.ReLU(), torch.nn.Linear(50, 10))
    return [model[0].weight.T, model[0].bias, model[2].weight.T, model[2].bias]


# %% 03a.9 | learning rate far too high | not finite
def train_hidden(X, y, seed):
    return [torch.full(s, float("nan"), device=X.device) for s in [(784, 50), (50,), (50, 10), (10,)]]


# %% 03a.9 | NumPy arrays returned | four tensors
def train_hidden(X, y, seed):
    return [np.zeros(s, dtype="f4") for s in [(784, 50), (50,), (50, 10), (10,)]]


# %% 03a.9 | trains on the variables of the notebook | arguments X and y
def train_hidden(X, y, seed):
    X, y = X_val, y_val
    g = torch.Generator().manual_seed(seed)
    params = [torch.randn(s, generator=g).to(X.device) * 0.05 for s in [(784, 50), (50,), (50, 10), (10,)]]
    params = W1, b1, W2, b2 = [p.requires_grad_() for p in params]
    for rows in torch.randperm(len(y), generator=g).to(X.device).split(64):
        F.cross_entropy((X[rows] @ W1 + b1).clamp_min(0) @ W2 + b2, y[rows]).backward()
        with torch.no_grad():
            for p in params:
                p -= 0.1 * p.grad
                p.grad = None
    return [p.detach() for p in params]


# %% 03a.9 | the seed for the weights only | same seed
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    params = [torch.randn(s, generator=g).to(X.device) * 0.05 for s in [(784, 50), (50,), (50, 10), (10,)]]
    params = W1, b1, W2, b2 = [p.requires_grad_() for p in params]
    for rows in torch.randperm(len(y)).to(X.device).split(64):
        F.cross_entropy((X[rows] @ W1 + b1).clamp_min(0) @ W2 + b2, y[rows]).backward()
        with torch.no_grad():
            for p in params:
                p -= 0.1 * p.grad
                p.grad = None
    return [p.detach() for p in params]


# %% 03a.9 | the seed forgotten | is the seed used
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(0)
    return [torch.randn(s, generator=g).to(X.device) * 0.05 for s in [(784, 50), (50,), (50, 10), (10,)]]


# %% 03a.9 | float64 returned | float32
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(784, 50), (50,), (50, 10), (10,)]
    return [torch.randn(s, generator=g).double().to(X.device) for s in shapes]


# %% 03a.9 | normalises the training data in place | training data were changed
def train_hidden(X, y, seed):
    X -= X.mean(dim=0)
    g = torch.Generator().manual_seed(seed)
    return [torch.randn(s, generator=g).to(X.device) for s in [(784, 50), (50,), (50, 10), (10,)]]


# %% 03a.9 | only the weights are moved | are both biases used
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 50, generator=g) * 0.05, torch.randn(50, 10, generator=g) * 0.05
    params = W1, b1, W2, b2 = [p.to(X.device).requires_grad_() for p in (W1, torch.zeros(50), W2, torch.zeros(10))]
    for lr in [0.3, 0.15, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(X.device).split(64):
            F.cross_entropy((X[rows] @ W1 + b1).clamp_min(0) @ W2 + b2, y[rows]).backward()
            with torch.no_grad():
                for p in params:
                    p -= lr * p.grad if p.ndim == 2 else 0
                    p.grad = None
    return [p.detach() for p in params]


# %% 03a.9 | the output bias climbs its gradient | go down their gradients
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 50, generator=g) * 0.05, torch.randn(50, 10, generator=g) * 0.05
    W1, b1, W2, b2 = [p.to(X.device) for p in (W1, torch.zeros(50), W2, torch.zeros(10))]
    for lr in [0.3, 0.15, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(X.device).split(64):
            z1 = X[rows] @ W1 + b1
            a1 = z1.clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (z1 > 0)
            for p, step in [(W1, X[rows].T @ dz1), (b1, dz1.sum(dim=0)), (W2, a1.T @ dz2), (b2, -dz2.sum(dim=0))]:
                p -= lr * step
    return [W1, b1, W2, b2]


# %% 03a.9 | the hidden bias is never moved | b1 is the same
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 50, generator=g) * 0.05, torch.randn(50, 10, generator=g) * 0.01
    W1, b1, W2, b2 = [p.to(X.device) for p in (W1, torch.zeros(50), W2, torch.zeros(10))]
    for lr in [0.3, 0.15, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(X.device).split(64):
            z1 = X[rows] @ W1 + b1
            a1 = z1.clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (z1 > 0)
            for p, grad in [(W1, X[rows].T @ dz1), (W2, a1.T @ dz2), (b2, dz2.sum(dim=0))]:
                p -= lr * grad
    return [W1, b1, W2, b2]


# %% 03a.9 | the seed for the order only | used for the starting weights
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(0)
    params = [torch.randn(s, generator=g).to(X.device) * 0.05 for s in [(784, 50), (50,), (50, 10), (10,)]]
    params = W1, b1, W2, b2 = [p.requires_grad_() for p in params]
    for rows in torch.randperm(len(y), generator=g.manual_seed(seed)).to(X.device).split(64):
        F.cross_entropy((X[rows] @ W1 + b1).clamp_min(0) @ W2 + b2, y[rows]).backward()
        with torch.no_grad():
            for p in params:
                p -= 0.1 * p.grad
                p.grad = None
    return [p.detach() for p in params]


# %% 03a.9 | the hidden bias climbs its gradient | the other way than W1
def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 50, generator=g) * 0.05, torch.randn(50, 10, generator=g) * 0.01
    W1, b1, W2, b2 = [p.to(X.device) for p in (W1, torch.zeros(50), W2, torch.zeros(10))]
    for lr in [0.3, 0.15, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(X.device).split(64):
            z1 = X[rows] @ W1 + b1
            a1 = z1.clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (z1 > 0)
            for p, step in [(W1, X[rows].T @ dz1), (b1, -dz1.sum(dim=0)), (W2, a1.T @ dz2), (b2, dz2.sum(dim=0))]:
                p -= lr * step
    return [W1, b1, W2, b2]


# %% 03a.9 | the training goes on where the last call ended | same seed
trained_so_far = []


def train_hidden(X, y, seed):
    g = torch.Generator().manual_seed(seed)
    if not trained_so_far:
        shapes = [(784, 50), (50,), (50, 10), (10,)]
        trained_so_far.extend(0.05 * torch.randn(s, generator=g).to(X.device) for s in shapes)
    params = W1, b1, W2, b2 = [p.clone().requires_grad_() for p in trained_so_far]
    for rows in torch.randperm(len(y), generator=g).to(X.device).split(64):
        F.cross_entropy((X[rows] @ W1 + b1).clamp_min(0) @ W2 + b2, y[rows]).backward()
        with torch.no_grad():
            for p in params:
                p -= 0.1 * p.grad
                p.grad = None
    trained_so_far[:] = [p.detach() for p in params]
    return [p.clone() for p in trained_so_far]


# %% 03a.10 | torch.roll | must not come back
def shift(images, down, right):
    return images.roll((down, right), dims=(1, 2))


# %% 03a.10 | up and left | direction
def shift(images, down, right):
    n, height, width = images.shape
    moved = torch.zeros_like(images)
    for i in range(height):
        for j in range(width):
            if 0 <= i + down < height and 0 <= j + right < width:
                moved[:, i, j] = images[:, i + down, j + right]
    return moved


# %% 03a.10 | only for positive shifts | shift by (0, -2)
def shift(images, down, right):
    n, height, width = images.shape
    moved = torch.zeros_like(images)
    moved[:, max(down, 0) :, max(right, 0) :] = images[:, : height - max(down, 0), : width - max(right, 0)]
    return moved


# %% 03a.10 | rows and columns swapped | first the rows
def shift(images, down, right):
    n, height, width = images.shape
    padded = F.pad(images, (4, 4, 4, 4))
    return padded[:, 4 - right : 4 - right + height, 4 - down : 4 - down + width]


# %% 03a.10 | in place | changed its input
def shift(images, down, right):
    copy = F.pad(images, (4, 4, 4, 4))
    images[:] = copy[:, 4 - down : 4 - down + images.shape[1], 4 - right : 4 - right + images.shape[2]]
    return images


# %% 03a.10 | square pictures only | shift by (1, 0)
def shift(images, down, right):
    padded = F.pad(images, (4, 4, 4, 4))
    return padded[:, 4 - down : 4 - down + images.shape[1], 4 - right : 4 - right + images.shape[1]]


# %% 03a.10 | floats returned | dtype
def shift(images, down, right):
    padded = F.pad(images.float(), (4, 4, 4, 4))
    return padded[:, 4 - down : 4 - down + images.shape[1], 4 - right : 4 - right + images.shape[2]]


# %% 03a.10 | the input itself for a shift by nothing | new tensor
def shift(images, down, right):
    if down == right == 0:
        return images
    padded = F.pad(images, (4, 4, 4, 4))
    return padded[:, 4 - down : 4 - down + images.shape[1], 4 - right : 4 - right + images.shape[2]]


# %% 03a.10 | the result always of bytes | dtype
def shift(images, down, right):
    n, height, width = images.shape
    moved = torch.zeros(images.shape, dtype=torch.uint8)
    for i in range(height):
        for j in range(width):
            if 0 <= i + down < height and 0 <= j + right < width:
                moved[:, i + down, j + right] = images[:, i, j]
    return moved


# %% 03a.10 | padding of three pixels whatever the shift | shift by (-4, 6)
def shift(images, down, right):
    padded = F.pad(images, (3, 3, 3, 3))
    return padded[:, 3 - down : 3 - down + images.shape[1], 3 - right : 3 - right + images.shape[2]]


# %% 03a.10 | padding of 28 pixels whatever the shift | shift by (-33, 35)
def shift(images, down, right):
    padded = F.pad(images, (28, 28, 28, 28))
    return padded[:, 28 - down : 28 - down + images.shape[1], 28 - right : 28 - right + images.shape[2]]


# %% 03a.10 | three pictures, however many there are | shift by (-1, 3)
def shift(images, down, right):
    n, height, width = images.shape
    moved = torch.zeros_like(images)
    for k in range(3):
        for i in range(max(down, 0), height + min(down, 0)):
            for j in range(max(right, 0), width + min(right, 0)):
                moved[k, i, j] = images[k, i - down, j - right]
    return moved


# %% 03a.10 | whole numbers by way of float32 | torch.float32 can't hold
def shift(images, down, right):
    a, b = abs(down), abs(right)
    numbers = images if images.is_floating_point() else images.float()
    padded = F.pad(numbers, (b, b, a, a)).to(images.dtype)
    return padded[:, a - down : a - down + images.shape[1], b - right : b - right + images.shape[2]].clone()


# %% 03a.10 | all numbers by way of bytes | torch.uint8 can't hold
def shift(images, down, right):
    a, b = abs(down), abs(right)
    padded = F.pad(images.to(torch.uint8), (b, b, a, a)).to(images.dtype)
    return padded[:, a - down : a - down + images.shape[1], b - right : b - right + images.shape[2]].clone()


# %% 03a.10 | the edge comes in once more | not the edge
def shift(images, down, right):
    rows = (torch.arange(images.shape[1]) - down).clamp(0, images.shape[1] - 1)
    columns = (torch.arange(images.shape[2]) - right).clamp(0, images.shape[2] - 1)
    return images[:, rows][:, :, columns]


# %% 03a.11 | trained on centred digits only | on moved pictures
def train_robust(images, y, seed):
    return train_hidden(to_rows(images), y, seed)


# %% 03a.11 | untrained | on unmoved pictures
def train_robust(images, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 50, generator=g) * 0.05, torch.randn(50, 10, generator=g) * 0.1
    return [p.to(images.device) for p in (W1, torch.zeros(50), W2, torch.zeros(10))]


# %% 03a.11 | moved to the right only | on moved pictures
def train_robust(images, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1 = torch.randn(784, 50, generator=g) * 0.05
    W2 = torch.randn(50, 10, generator=g) * 0.01
    W1, b1, W2, b2 = [p.to(images.device) for p in (W1, torch.zeros(50), W2, torch.zeros(10))]
    padded = F.pad(images, (2, 0, 0, 0))
    for lr in [0.3, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(images.device).split(64):
            start = torch.randint(3, (1,), generator=g).item()
            X = to_rows(padded[rows, :, start : start + 28])
            a1 = (X @ W1 + b1).clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (a1 > 0)
            for p, grad in zip((W1, b1, W2, b2), (X.T @ dz1, dz1.sum(0), a1.T @ dz2, dz2.sum(0))):
                p -= lr * grad
    return [W1, b1, W2, b2]


# %% 03a.11 | too large | at most 64
def train_robust(images, y, seed):
    return [torch.zeros(s, device=images.device) for s in [(784, 300), (300,), (300, 10), (10,)]]


# %% 03a.11 | returns nothing | four tensors
def train_robust(images, y, seed):
    train_hidden(to_rows(images[:1000]), y[:1000], seed)


# %% 03a.11 | second layer in the layout of nn.Linear | expected shapes
def train_robust(images, y, seed):
    return [torch.zeros(s, device=images.device) for s in [(784, 50), (50,), (10, 50), (10,)]]


# %% 03a.11 | trains on the variables of the notebook | on its arguments
def train_robust(images, y, seed):
    return train_hidden(to_rows(images_val), y_val, seed)


# %% 03a.11 | the shifts drawn without the seed | same seed
def train_robust(images, y, seed):
    shifted = images.roll(tuple(torch.randint(-2, 3, (2,)).tolist()), dims=(1, 2))
    shifted[:] = shifted + torch.randint(2, shifted.shape, dtype=torch.uint8).to(images.device)
    return train_hidden(to_rows(shifted), y, seed)


# %% 03a.11 | the biases are never moved | are both biases used
def train_robust(images, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 64, generator=g) * 0.05, torch.randn(64, 10, generator=g) * 0.01
    W1, b1, W2, b2 = [p.to(images.device) for p in (W1, torch.zeros(64), W2, torch.zeros(10))]
    padded = F.pad(images, (2, 2, 2, 2))
    for lr in [0.3, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(images.device).split(64):
            i, j = torch.randint(5, (2,), generator=g).tolist()
            X = to_rows(padded[rows, i : i + 28, j : j + 28])
            a1 = (X @ W1 + b1).clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (a1 > 0)
            for p, grad in [(W1, X.T @ dz1), (W2, a1.T @ dz2)]:
                p -= lr * grad
    return [W1, b1, W2, b2]


# %% 03a.11 | the seed for order and shifts only | used for the starting weights
def train_robust(images, y, seed):
    g = torch.Generator().manual_seed(0)
    W1, W2 = torch.randn(784, 64, generator=g) * 0.05, torch.randn(64, 10, generator=g) * 0.01
    W1, b1, W2, b2 = [p.to(images.device) for p in (W1, torch.zeros(64), W2, torch.zeros(10))]
    padded = F.pad(images, (2, 2, 2, 2))
    for lr in [0.3, 0.03]:
        for rows in torch.randperm(len(y), generator=g.manual_seed(seed)).to(images.device).split(64):
            i, j = torch.randint(5, (2,), generator=g).tolist()
            X = to_rows(padded[rows, i : i + 28, j : j + 28])
            a1 = (X @ W1 + b1).clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (a1 > 0)
            for p, grad in [(W1, X.T @ dz1), (b1, dz1.sum(0)), (W2, a1.T @ dz2), (b2, dz2.sum(0))]:
                p -= lr * grad
    return [W1, b1, W2, b2]


# %% 03a.11 | moved by one pixel at most | up to two pixels
def train_robust(images, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 64, generator=g) * 0.05, torch.randn(64, 10, generator=g) * 0.01
    W1, b1, W2, b2 = [p.to(images.device) for p in (W1, torch.zeros(64), W2, torch.zeros(10))]
    padded = F.pad(images, (2, 2, 2, 2))
    for lr in [0.3, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(images.device).split(64):
            i, j = torch.randint(1, 4, (2,), generator=g).tolist()
            X = to_rows(padded[rows, i : i + 28, j : j + 28])
            a1 = (X @ W1 + b1).clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (a1 > 0)
            for p, grad in [(W1, X.T @ dz1), (b1, dz1.sum(0)), (W2, a1.T @ dz2), (b2, dz2.sum(0))]:
                p -= lr * grad
    return [W1, b1, W2, b2]


# %% 03a.11 | the upper limit of the moves never drawn | both ends included
def train_robust(images, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 64, generator=g) * 0.05, torch.randn(64, 10, generator=g) * 0.01
    W1, b1, W2, b2 = [p.to(images.device) for p in (W1, torch.zeros(64), W2, torch.zeros(10))]
    padded = F.pad(images, (2, 2, 2, 2))
    for lr in [0.3, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(images.device).split(64):
            i, j = torch.randint(0, 4, (2,), generator=g).tolist()
            X = to_rows(padded[rows, i : i + 28, j : j + 28])
            a1 = (X @ W1 + b1).clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (a1 > 0)
            for p, grad in [(W1, X.T @ dz1), (b1, dz1.sum(0)), (W2, a1.T @ dz2), (b2, dz2.sum(0))]:
                p -= lr * grad
    return [W1, b1, W2, b2]


# %% 03a.11 | the hidden bias climbs its gradient | the other way than W1
def train_robust(images, y, seed):
    g = torch.Generator().manual_seed(seed)
    W1, W2 = torch.randn(784, 64, generator=g) * 0.05, torch.randn(64, 10, generator=g) * 0.01
    W1, b1, W2, b2 = [p.to(images.device) for p in (W1, torch.zeros(64), W2, torch.zeros(10))]
    padded = F.pad(images, (2, 2, 2, 2))
    for lr in [0.3, 0.03]:
        for rows in torch.randperm(len(y), generator=g).to(images.device).split(64):
            i, j = torch.randint(0, 5, (2,), generator=g).tolist()
            X = to_rows(padded[rows, i : i + 28, j : j + 28])
            a1 = (X @ W1 + b1).clamp_min(0)
            dz2 = (torch.softmax(a1 @ W2 + b2, dim=1) - F.one_hot(y[rows], 10)) / len(rows)
            dz1 = dz2 @ W2.T * (a1 > 0)
            for p, grad in [(W1, X.T @ dz1), (b1, -dz1.sum(0)), (W2, a1.T @ dz2), (b2, dz2.sum(0))]:
                p -= lr * grad
    return [W1, b1, W2, b2]
