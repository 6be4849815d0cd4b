# Wrong answers of chapter 00: each section replaces an answer and must be rejected with a message that helps.

# %% 00.1 | a lone number instead of a tuple | (5,)
shape_2 = 5

# %% 00.1 | the reduced axis was kept instead of removed | disappears
shape_3 = (5,)

# %% 00.1 | keepdim was overlooked | keepdim
shape_4 = (5,)

# %% 00.1 | a scalar was given one axis | no axes
shape_5 = (1,)

# %% 00.1 | an index was taken for a slice | removes its axis
shape_6 = (5, 1)

# %% 00.1 | flatten(1) was taken for flatten() | axis 0 stays
shape_8 = (1008,)

# %% 00.1 | permute read the wrong way round | new order
shape_9 = (8, 7, 3, 6)

# %% 00.1 | thought that (5, 4) and (5,) fit | align
shape_10 = (5, 4)

# %% 00.1 | one shape is wrong, another one not attempted | disappears
shape_3, shape_10 = (5,), ...

# %% 00.1 | the shape of a scalar as a number | write a tuple
shape_5 = 0

# %% 00.1 | thinks that max keeps both axes with length 1 | no axes
shape_5 = (1, 1)


# %% 00.2 | forgot .float() | floats
def one_hot_codes(y, n_classes):
    return y[:, None] == torch.arange(n_classes, device=y.device)


# %% 00.2 | rows and columns swapped | swapped
def one_hot_codes(y, n_classes):
    return (torch.arange(n_classes, device=y.device)[:, None] == y).float()


# %% 00.2 | no new axis | size of tensor
def one_hot_codes(y, n_classes):
    return (y == torch.arange(n_classes, device=y.device)).float()


# %% 00.2 | takes the number of classes from the labels | expected shape
def one_hot_codes(y, n_classes):
    return (y[:, None] == torch.arange(int(y.max()) + 1, device=y.device)).float()


# %% 00.2 | the library does it | do without: one_hot
def one_hot_codes(y, n_classes):
    return F.one_hot(y, n_classes).float()


# %% 00.2 | a loop | do without: loop
def one_hot_codes(y, n_classes):
    codes = torch.zeros(len(y), n_classes, device=y.device)
    for i in range(len(y)):
        codes[i, y[i]] = 1
    return codes


# %% 00.2 | hard-coded to the example | expected shape
def one_hot_codes(y, n_classes):
    return torch.tensor([[0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0]])


# %% 00.2 | whole numbers | float32
def one_hot_codes(y, n_classes):
    return (y[:, None] == torch.arange(n_classes, device=y.device)).long()


# %% 00.2 | a while loop | do without: loop
def one_hot_codes(y, n_classes):
    codes, i = torch.zeros(len(y), n_classes, device=y.device), 0
    while i < len(y):
        codes[i, y[i]] = 1
        i += 1
    return codes


# %% 00.2 | a loop called map | do without: map
def one_hot_codes(y, n_classes):
    return torch.stack(list(map(lambda label: (torch.arange(n_classes, device=y.device) == label).float(), y)))


# %% 00.2 | forgot the device | device error
def one_hot_codes(y, n_classes):
    return (y[:, None] == torch.arange(n_classes)).float()


# %% 00.2 | makes the codes on the CPU and puts the ones in | on the device of y
def one_hot_codes(y, n_classes):
    return torch.eye(n_classes)[y.tolist()]


# %% 00.2 | turns the caller's labels into a column | changed y
def one_hot_codes(y, n_classes):
    y.unsqueeze_(1)
    return (y == torch.arange(n_classes, device=y.device)).float()


# %% 00.2 | overwrites the caller's labels | changed y
def one_hot_codes(y, n_classes):
    codes = (y[:, None] == torch.arange(n_classes, device=y.device)).float()
    y.zero_()
    return codes


# %% 00.2 | a loop in a with block | do without: loop
def one_hot_codes(y, n_classes):
    codes = torch.zeros(len(y), n_classes, device=y.device)
    with torch.no_grad():
        for i in range(len(y)):
            codes[i, y[i]] = 1
    return codes


# %% 00.2 | numbers the classes from 1 | from 0
def one_hot_codes(y, n_classes):
    return (y[:, None] == torch.arange(1, n_classes + 1, device=y.device)).float()


# %% 00.2 | one row per class that occurs | expected shape
def one_hot_codes(y, n_classes):
    return (y[:, None] == y.unique()).float()


# %% 00.3 | standardised the rows | rows
def standardise(X):
    std = X.std(dim=1, keepdim=True)
    return (X - X.mean(dim=1, keepdim=True)) / torch.where(std > 0, std, 1.0)


# %% 00.3 | forgot the constant column | nan
def standardise(X):
    return (X - X.mean(dim=0)) / X.std(dim=0)


# %% 00.3 | one mean for everything | whole table
def standardise(X):
    return (X - X.mean()) / X.std()


# %% 00.3 | in place | changed x
def standardise(X):
    std = X.std(dim=0)
    X -= X.mean(dim=0)
    return X / torch.where(std > 0, std, 1.0)


# %% 00.3 | forgot to divide | standard deviation
def standardise(X):
    return X - X.mean(dim=0)


# %% 00.3 | n instead of n - 1 | n - 1
def standardise(X):
    std = X.std(dim=0, correction=0)
    return (X - X.mean(dim=0)) / torch.where(std > 0, std, 1.0)


# %% 00.3 | variance instead of standard deviation | variance
def standardise(X):
    var = X.var(dim=0)
    return (X - X.mean(dim=0)) / torch.where(var > 0, var, 1.0)


# %% 00.3 | no return | return
def standardise(X):
    std = X.std(dim=0)
    (X - X.mean(dim=0)) / torch.where(std > 0, std, 1.0)


# %% 00.3 | a loop over the columns | do without: loop
def standardise(X):
    columns = [(c - c.mean()) / (c.std() if c.std() > 0 else 1.0) for c in X.T]
    return torch.stack(columns, dim=1)


# %% 00.3 | the constant column is always number 1 | only a constant column
def standardise(X):
    std = X.std(dim=0)
    std[1] = 1
    return (X - X.mean(dim=0)) / std


# %% 00.3 | raises every small standard deviation to 1 | small std
def standardise(X):
    return (X - X.mean(dim=0)) / X.std(dim=0).clamp(min=1)


# %% 00.3 | raises every small standard deviation to 0.5 | however small
def standardise(X):
    return (X - X.mean(dim=0)) / X.std(dim=0).clamp(min=0.5)


# %% 00.3 | takes a small standard deviation for a constant column | small std
def standardise(X):
    std = X.std(dim=0)
    return (X - X.mean(dim=0)) / torch.where(std < 0.1, 1.0, std)


# %% 00.3 | adds a small number to every standard deviation | however small
def standardise(X):
    return (X - X.mean(dim=0)) / (X.std(dim=0) + 1e-5)


# %% 00.3 | takes a tiny standard deviation for a constant column | however small
def standardise(X):
    std = X.std(dim=0)
    return (X - X.mean(dim=0)) / torch.where(std < 1e-3, 1.0, std)


# %% 00.3 | raises every small standard deviation to 0.001 | however small
def standardise(X):
    return (X - X.mean(dim=0)) / X.std(dim=0).clamp(min=1e-3)


# %% 00.3 | adds a millionth to every standard deviation | however small
def standardise(X):
    return (X - X.mean(dim=0)) / (X.std(dim=0) + 1e-6)


# %% 00.3 | calls a column constant if its first entry equals its last | only a constant column
def standardise(X):
    return (X - X.mean(dim=0)) / torch.where(X[0] == X[-1], 1.0, X.std(dim=0))


# %% 00.3 | calls a column constant if its first two entries are equal | only a constant column
def standardise(X):
    return (X - X.mean(dim=0)) / torch.where(X[0] == X[1], 1.0, X.std(dim=0))


# %% 00.3 | calls a column constant if its first entry is the mean | only a constant column
def standardise(X):
    return (X - X.mean(dim=0)) / torch.where(X[0] == X.mean(dim=0), 1.0, X.std(dim=0))


# %% 00.3 | raises every small standard deviation to a ten-millionth | however small
def standardise(X):
    return (X - X.mean(dim=0)) / X.std(dim=0).clamp(min=1e-7)


# %% 00.3 | adds the usual 1e-8 to every standard deviation | however small
def standardise(X):
    return (X - X.mean(dim=0)) / (X.std(dim=0) + 1e-8)


# %% 00.3 | centres X in place and puts the means back | changed
def standardise(X):
    mean, std = X.mean(dim=0), X.std(dim=0)
    X -= mean
    result = X / torch.where(std > 0, std, 1.0)
    X += mean
    return result


# %% 00.3 | divides by the range of the column | standard deviation
def standardise(X):
    spread = X.amax(dim=0) - X.amin(dim=0)
    return (X - X.mean(dim=0)) / torch.where(spread > 0, spread, 1.0)


# %% 00.4 | forgot the square root | square root
def pairwise_distances(A, B):
    return ((A[:, None] - B[None]) ** 2).sum(dim=2)


# %% 00.4 | absolute differences | absolute
def pairwise_distances(A, B):
    return (A[:, None] - B[None]).abs().sum(dim=2)


# %% 00.4 | squared after the sum | before
def pairwise_distances(A, B):
    return ((A[:, None] - B[None]).sum(dim=2) ** 2).sqrt()


# %% 00.4 | summed over the wrong axis | expected shape
def pairwise_distances(A, B):
    return ((A[:, None] - B[None]) ** 2).sum(dim=1).sqrt()


# %% 00.4 | mean instead of sum | mean
def pairwise_distances(A, B):
    return ((A[:, None] - B[None]) ** 2).mean(dim=2).sqrt()


# %% 00.4 | transposed | swapped
def pairwise_distances(A, B):
    return ((A[None] - B[:, None]) ** 2).sum(dim=2).sqrt()


# %% 00.4 | pairs of rows only | size of tensor
def pairwise_distances(A, B):
    return ((A - B) ** 2).sum(dim=1).sqrt()


# %% 00.4 | the library does it | do without: cdist
def pairwise_distances(A, B):
    return torch.cdist(A, B)


# %% 00.4 | two loops | do without: loop
def pairwise_distances(A, B):
    return torch.stack([torch.stack([((a - b) ** 2).sum().sqrt() for b in B]) for a in A])


# %% 00.4 | the expanded square loses its digits | subtract first
def pairwise_distances(A, B):
    return ((A**2).sum(1)[:, None] + (B**2).sum(1) - 2 * A @ B.T).sqrt()


# %% 00.4 | the expanded square loses its digits, and hides the nan | subtract first
def pairwise_distances(A, B):
    return ((A**2).sum(1)[:, None] + (B**2).sum(1) - 2 * A @ B.T).clamp(min=0).sqrt()


# %% 00.4 | three coordinates only | last axis
def pairwise_distances(A, B):
    return ((A[:, None, :3] - B[:, :3]) ** 2).sum(dim=2).sqrt()


# %% 00.4 | a while loop | do without: loop
def pairwise_distances(A, B):
    distances, i = torch.zeros(len(A), len(B), device=A.device), 0
    while i < len(A):
        distances[i] = ((A[i] - B) ** 2).sum(dim=1).sqrt()
        i += 1
    return distances


# %% 00.4 | another function of the library | do without: pairwise_distance
def pairwise_distances(A, B):
    return F.pairwise_distance(A[:, None], B[None], eps=0.0)


# %% 00.4 | the library does it as a layer | do without: PairwiseDistance
def pairwise_distances(A, B):
    return torch.nn.PairwiseDistance(eps=0.0)(A[:, None], B[None])


# %% 00.4 | all distances among all points, then cut out | do without: pdist
def pairwise_distances(A, B):
    C, n = torch.cat([A, B]), len(A) + len(B)
    i, j = torch.triu_indices(n, n, offset=1)
    distances = torch.zeros(n, n, device=A.device)
    distances[i, j] = F.pdist(C)
    return distances[: len(A), len(A) :]


# %% 00.4 | a small number under the root | equal points
def pairwise_distances(A, B):
    return (((A[:, None] - B[None]) ** 2).sum(dim=2) + 1e-8).sqrt()


# %% 00.4 | a very small number under the root | equal points
def pairwise_distances(A, B):
    return (((A[:, None] - B[None]) ** 2).sum(dim=2) + 1e-12).sqrt()


# %% 00.4 | gives the caller's A another axis | changed
def pairwise_distances(A, B):
    A.unsqueeze_(1)
    return ((A - B) ** 2).sum(dim=2).sqrt()


# %% 00.4 | the largest coordinate difference | largest
def pairwise_distances(A, B):
    return (A[:, None] - B[None]).abs().amax(dim=2)


# %% 00.5 | the operator that was not allowed | do without: @
def matmul_by_broadcasting(A, B):
    return A @ B


# %% 00.5 | einsum | do without: einsum
def matmul_by_broadcasting(A, B):
    return torch.einsum("ik,kj->ij", A, B)


# %% 00.5 | summed over the wrong axis | wrong axis
def matmul_by_broadcasting(A, B):
    return (A[:, :, None] * B[None]).sum(dim=2)


# %% 00.5 | forgot to sum | single products
def matmul_by_broadcasting(A, B):
    return A[:, :, None] * B[None]


# %% 00.5 | element-wise product | size of tensor
def matmul_by_broadcasting(A, B):
    return A * B


# %% 00.5 | average instead of sum | average
def matmul_by_broadcasting(A, B):
    return (A[:, :, None] * B[None]).float().mean(dim=1)


# %% 00.5 | everything becomes float | dtype
def matmul_by_broadcasting(A, B):
    return (A[:, :, None].float() * B[None]).sum(dim=1)


# %% 00.5 | transposed result | swapped
def matmul_by_broadcasting(A, B):
    return (A[:, :, None] * B[None]).sum(dim=1).T


# %% 00.5 | the lesson's loop over rows | do without: loop
def matmul_by_broadcasting(A, B):
    return torch.stack([(row[:, None] * B).sum(dim=0) for row in A])


# %% 00.5 | NumPy's operator | do without: @
def matmul_by_broadcasting(A, B):
    return torch.from_numpy(A.numpy() @ B.numpy())


# %% 00.5 | bmm | do without: bmm
def matmul_by_broadcasting(A, B):
    return A[None].bmm(B[None])[0]


# %% 00.5 | linalg | do without: matmul
def matmul_by_broadcasting(A, B):
    return torch.linalg.matmul(A, B)


# %% 00.5 | gives the caller's A another axis | changed A
def matmul_by_broadcasting(A, B):
    A.unsqueeze_(2)
    return (A * B).sum(dim=1)


# %% 00.5 | transposes the caller's B | changed B
def matmul_by_broadcasting(A, B):
    B.t_()
    return (A[:, None] * B).sum(dim=2)


# %% 00.5 | map over the rows | do without: map
def matmul_by_broadcasting(A, B):
    return torch.stack(list(map(lambda row: (row[:, None] * B).sum(dim=0), A)))


# %% 00.5 | a detour by floats | floats
def matmul_by_broadcasting(A, B):
    return (A[:, :, None].float() * B[None]).sum(dim=1).to(A.dtype)


# %% 00.5 | a detour by float64 | floats
def matmul_by_broadcasting(A, B):
    return (A[:, :, None].double() * B[None]).sum(dim=1).to(A.dtype)


# %% 00.5 | keepdim leaves the shared axis in | expected shape
def matmul_by_broadcasting(A, B):
    return (A[:, :, None] * B[None]).sum(dim=1, keepdim=True)


# %% 00.5 | adds up in int32 | dtype
def matmul_by_broadcasting(A, B):
    return (A[:, :, None] * B[None]).sum(dim=1, dtype=torch.int32)


# %% 00.6 | forgot the maximum | overflow
def stable_softmax(logits):
    e = logits.exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | one maximum for everything | its own maximum
def stable_softmax(logits):
    e = (logits - logits.max()).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | over the columns | rows that must
def stable_softmax(logits):
    e = (logits - logits.amax(dim=0, keepdim=True)).exp()
    return e / e.sum(dim=0, keepdim=True)


# %% 00.6 | the column's maximum | columns
def stable_softmax(logits):
    e = (logits - logits.amax(dim=0, keepdim=True)).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | forgot to divide | divide
def stable_softmax(logits):
    return (logits - logits.amax(dim=1, keepdim=True)).exp()


# %% 00.6 | divided by the sum of everything | sum of everything
def stable_softmax(logits):
    e = (logits - logits.amax(dim=1, keepdim=True)).exp()
    return e / e.sum()


# %% 00.6 | works without keepdim for squares only, by taking care of the rest | keepdim
def stable_softmax(logits):
    e = (logits - logits.amax(dim=1, keepdim=True)).exp()
    total = e.sum(dim=1)
    return e / total if e.shape[0] == e.shape[1] else e / total[:, None]


# %% 00.6 | in place | changed logits
def stable_softmax(logits):
    logits -= logits.amax(dim=1, keepdim=True)
    e = logits.exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | forgot that max returns two things | unsupported operand
def stable_softmax(logits):
    e = (logits - logits.max(dim=1, keepdim=True)).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | the library does it | do without: softmax
def stable_softmax(logits):
    return F.softmax(logits, dim=1)


# %% 00.6 | subtracts the row's mean | largest entry
def stable_softmax(logits):
    e = (logits - logits.mean(dim=1, keepdim=True)).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | subtracts the row's smallest entry | largest entry
def stable_softmax(logits):
    e = (logits - logits.amin(dim=1, keepdim=True)).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | subtracts the row's first entry | largest entry
def stable_softmax(logits):
    e = (logits - logits[:, :1]).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | subtracts the row's last entry | largest entry
def stable_softmax(logits):
    e = (logits - logits[:, -1:]).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | the library does it under another name | do without: softmax
def stable_softmax(logits):
    return torch.special.softmax(logits, dim=1)


# %% 00.6 | the library does it as a layer | do without: Softmax
def stable_softmax(logits):
    return torch.nn.Softmax(dim=1)(logits)


# %% 00.6 | subtracts the row's mean, in float64 | largest entry
def stable_softmax(logits):
    e = (logits.double() - logits.double().mean(dim=1, keepdim=True)).exp()
    return (e / e.sum(dim=1, keepdim=True)).float()


# %% 00.6 | the library does most of it | do without: logsumexp
def stable_softmax(logits):
    e = (logits - logits.logsumexp(dim=1, keepdim=True)).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | the library does it as a distribution | do without: Categorical
def stable_softmax(logits):
    return torch.distributions.Categorical(logits=logits).probs


# %% 00.6 | clamps the logits against overflow | largest entry
def stable_softmax(logits):
    e = logits.clamp(max=80).exp()
    return e / e.sum(dim=1, keepdim=True)


# %% 00.6 | replaces the nan afterwards | largest entry
def stable_softmax(logits):
    e = logits.exp()
    return (e / e.sum(dim=1, keepdim=True)).nan_to_num()


# %% 00.6 | subtracts the maxima in place and puts them back | changed logits
def stable_softmax(logits):
    top = logits.amax(dim=1, keepdim=True)
    logits -= top
    e = logits.exp()
    logits += top
    return e / e.sum(dim=1, keepdim=True)


# %% 00.7 | the buggy one again | scrambled
def fixed_prepare(photos):
    return buggy_prepare(photos)


# %% 00.7 | height and width swapped | side
def fixed_prepare(photos):
    return photos.permute(0, 3, 2, 1).float() / 255


# %% 00.7 | view is no better | scrambled
def fixed_prepare(photos):
    n, height, width, channels = photos.shape
    return photos.view(n, channels, height, width).float() / 255


# %% 00.7 | forgot the range | range
def fixed_prepare(photos):
    return photos.permute(0, 3, 1, 2).float()


# %% 00.7 | stays uint8 | dtype
def fixed_prepare(photos):
    return (photos // 255).permute(0, 3, 1, 2)


# %% 00.7 | forgot the batch axis | number of dim
def fixed_prepare(photos):
    return photos.permute(2, 0, 1).float() / 255


# %% 00.7 | divides by 256 | not by 256
def fixed_prepare(photos):
    return photos.permute(0, 3, 1, 2).float() / 256


# %% 00.7 | divides by the brightest pixel of the batch | 255
def fixed_prepare(photos):
    photos = photos.permute(0, 3, 1, 2).float()
    return photos / photos.max()


# %% 00.8 | the buggy one again | (n, n)
def fixed_mse(pred, y):
    return buggy_mse(pred, y)


# %% 00.8 | repairs only the prediction, and for n = 1 broadcasts | valueerror
def fixed_mse(pred, y):
    return ((pred.flatten() - y.flatten()) ** 2).mean()


# %% 00.8 | only the prediction may be a column | (n, n)
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return ((pred.flatten() - y) ** 2).mean()


# %% 00.8 | forgot the mean | mean
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return ((pred.flatten() - y.flatten()) ** 2).sum()


# %% 00.8 | refuses columns instead of accepting them | valueerror
def fixed_mse(pred, y):
    if pred.shape != y.shape:
        raise ValueError("shapes differ")
    return ((pred - y) ** 2).mean()


# %% 00.8 | root mean squared error | root
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return ((pred.flatten() - y.flatten()) ** 2).mean().sqrt()


# %% 00.8 | a Python number | tensor
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return ((pred.flatten() - y.flatten()) ** 2).mean().item()


# %% 00.8 | an assert instead of the error that was asked for | gave AssertionError
def fixed_mse(pred, y):
    assert pred.numel() == y.numel()
    return ((pred.flatten() - y.flatten()) ** 2).mean()


# %% 00.8 | a new tensor around the number | autograd
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return torch.tensor(((pred.flatten() - y.flatten()) ** 2).mean().item())


# %% 00.8 | cut off from autograd | detach
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return ((pred.flatten() - y.flatten()) ** 2).mean().detach()


# %% 00.8 | NumPy | requires grad
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return torch.tensor(np.mean((pred.numpy().ravel() - y.numpy().ravel()) ** 2))


# %% 00.8 | in place on a view of the predictions | changed pred
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    pred = pred.flatten()
    pred -= y.flatten()
    return (pred**2).mean()


# %% 00.8 | drops the predictions that have no target | must raise a valueerror
def fixed_mse(pred, y):
    pred, y = pred.flatten(), y.flatten()
    if len(pred) < len(y) or len(y) == 1 < len(pred):
        raise ValueError("too few")
    return ((pred[: len(y)] - y) ** 2).mean()


# %% 00.8 | refuses a single prediction, because squeeze removes its last axis | equally many numbers
def fixed_mse(pred, y):
    pred = pred.squeeze()
    y = y[:, 0] if y.ndim == 2 else y
    if pred.shape != y.shape:
        raise ValueError("shapes differ")
    return ((pred - y) ** 2).mean()


# %% 00.8 | half of the gradient is lost | gradient
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    e = pred.flatten() - y.flatten()
    return (e * e.detach()).mean()


# %% 00.8 | a new tensor around the number, which says that it is recorded | back to pred
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return torch.tensor(((pred.flatten() - y.flatten()) ** 2).mean().item(), requires_grad=True)


# %% 00.8 | absolute differences | square
def fixed_mse(pred, y):
    if pred.numel() != y.numel():
        raise ValueError("sizes differ")
    return (pred.flatten() - y.flatten()).abs().mean()


# %% 00.8 | always makes a column of y | (n, n)
def fixed_mse(pred, y):
    if len(pred) != len(y):
        raise ValueError("sizes differ")
    return ((pred - y[:, None]) ** 2).mean()


# %% 00.9 | the buggy one again | changed the float64 array
def fixed_centre(array):
    return buggy_centre(array)


# %% 00.9 | .float() copies float64 but not float32 | changed the float32 array
def fixed_centre(array):
    x = torch.from_numpy(array).float()
    x -= x.mean(dim=0)
    return x


# %% 00.9 | the result shares the memory when there is nothing to subtract | share memory
def fixed_centre(array):
    x = torch.from_numpy(array).float()
    mean = x.mean(dim=0)
    return x if mean.abs().max() < 1e-5 else x - mean


# %% 00.9 | float64 stays float64 | float32
def fixed_centre(array):
    x = torch.tensor(array)
    return x - x.mean(dim=0)


# %% 00.9 | one mean for everything | each column
def fixed_centre(array):
    x = torch.tensor(array, dtype=torch.float32)
    return x - x.mean()


# %% 00.9 | the mean of the rows | rows
def fixed_centre(array):
    x = torch.tensor(array, dtype=torch.float32)
    return x - x.mean(dim=1, keepdim=True)


# %% 00.9 | NumPy instead of a tensor | expected a tensor
def fixed_centre(array):
    return array - array.mean(axis=0)


# %% 00.9 | repaired the array afterwards | share memory
def fixed_centre(array):
    copy = array.copy()
    x = buggy_centre(array)
    array[:] = copy
    return (
        x
        if x.dtype == torch.float32 and array.dtype == np.float32 and abs(copy.mean(0)).max() < 1e-5
        else (torch.tensor(copy - copy.mean(0), dtype=torch.float32))
    )


# %% 00.9 | three columns only | expected shape
def fixed_centre(array):
    x = torch.tensor(array, dtype=torch.float32)
    return torch.stack([x[:, j] - x[:, j].mean() for j in range(3)], dim=1)


# %% 00.9 | centres the array in place and puts the means back | changed
def fixed_centre(array):
    x = torch.from_numpy(array)
    mean = x.mean(dim=0)
    x -= mean
    result = x.float().clone()
    x += mean
    return result


# %% 00.9 | a detour by half precision | cast to float32
def fixed_centre(array):
    x = torch.tensor(array, dtype=torch.float16)
    return (x - x.mean(dim=0)).float()


# %% 00.10 | seeds the global stream | global stream
def split_indices(n, n_first, seed):
    torch.manual_seed(seed)
    order = torch.randperm(n)
    return order[:n_first], order[n_first:]


# %% 00.10 | draws from the global stream | global stream
def split_indices(n, n_first, seed):
    order = torch.randperm(n)
    return order[:n_first], order[n_first:]


# %% 00.10 | ignores the seed | argument seed
def split_indices(n, n_first, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(42))
    return order[:n_first], order[n_first:]


# %% 00.10 | does not shuffle | not shuffled
def split_indices(n, n_first, seed):
    order = torch.arange(n)
    return order[:n_first], order[n_first:]


# %% 00.10 | draws with repetition | twice
def split_indices(n, n_first, seed):
    order = torch.randint(0, n, (n,), generator=torch.Generator().manual_seed(seed))
    return order[:n_first], order[n_first:]


# %% 00.10 | an unseeded generator | same seed
def split_indices(n, n_first, seed):
    g = torch.Generator()
    g.seed()
    order = torch.randperm(n, generator=g)
    return order[:n_first], order[n_first:]


# %% 00.10 | the parts come in the wrong order | expected 45 and 15
def split_indices(n, n_first, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return order[n_first:], order[:n_first]


# %% 00.10 | only the first part | two tensors
def split_indices(n, n_first, seed):
    return torch.randperm(n, generator=torch.Generator().manual_seed(seed))[:n_first]


# %% 00.10 | seeds the global stream and rewinds it to its start | global stream
def split_indices(n, n_first, seed):
    before = torch.initial_seed()
    torch.manual_seed(seed)
    order = torch.randperm(n)
    torch.manual_seed(before)
    return order[:n_first], order[n_first:]


# %% 00.10 | turned round and shifted instead of shuffled | not shuffled
def split_indices(n, n_first, seed):
    order = (seed - torch.arange(n)) % n
    return order[:n_first], order[n_first:]


# %% 00.10 | two different splits at most | argument seed
def split_indices(n, n_first, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed % 2))
    return order[:n_first], order[n_first:]


# %% 00.10 | the rest comes back in order | sorted
def split_indices(n, n_first, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return order[:n_first], order[n_first:].sort().values


# %% 00.10 | both parts come back in order | sorted
def split_indices(n, n_first, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return order[:n_first].sort().values, order[n_first:].sort().values


# %% 00.10 | lists | expected two tensors
def split_indices(n, n_first, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
    return order[:n_first], order[n_first:]


# %% 00.10 | NumPy arrays | expected two tensors
def split_indices(n, n_first, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[:n_first], order[n_first:]


# %% 00.10 | cuts first and shuffles each part | the same numbers go into the first part
def split_indices(n, n_first, seed):
    g = torch.Generator().manual_seed(seed)
    return torch.randperm(n_first, generator=g), n_first + torch.randperm(n - n_first, generator=g)


# %% 00.10 | a fixed split that the seed only puts in another order | shuffle all n
def split_indices(n, n_first, seed):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(42))
    g = torch.Generator().manual_seed(seed)
    first, rest = order[:n_first], order[n_first:]
    return first[torch.randperm(len(first), generator=g)], rest[torch.randperm(len(rest), generator=g)]


# %% 00.10 | seeds NumPy's global stream | numpy
def split_indices(n, n_first, seed):
    np.random.seed(seed)
    order = torch.from_numpy(np.random.permutation(n))
    return order[:n_first], order[n_first:]


# %% 00.10 | one generator for all calls, seeded only once | same seed
shared_generator = torch.Generator().manual_seed(0)


def split_indices(n, n_first, seed):
    order = torch.randperm(n, generator=shared_generator)
    return order[:n_first], order[n_first:]


# %% 00.11 | one-sided | one-sided
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    for i in range(x.numel()):
        step = torch.zeros(x.numel())
        step[i] = h
        slopes[i] = (f(x + step.reshape(x.shape)) - f(x)) / h
    return slopes.reshape(x.shape)


# %% 00.11 | divided by h | 2h apart
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    for i in range(x.numel()):
        step = torch.zeros(x.numel())
        step[i] = h
        step = step.reshape(x.shape)
        slopes[i] = (f(x + step) - f(x - step)) / h
    return slopes.reshape(x.shape)


# %% 00.11 | all entries at once | one entry at a time
def numerical_gradient(f, x, h=1e-2):
    return torch.full(x.shape, ((f(x + h) - f(x - h)) / (2 * h)).item())


# %% 00.11 | wrong sign | sign
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    for i in range(x.numel()):
        step = torch.zeros(x.numel())
        step[i] = h
        step = step.reshape(x.shape)
        slopes[i] = (f(x - step) - f(x + step)) / (2 * h)
    return slopes.reshape(x.shape)


# %% 00.11 | never takes the step back | changed x
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    flat = x.view(-1)
    for i in range(x.numel()):
        flat[i] += h
        up = f(x)
        flat[i] -= 2 * h
        slopes[i] = (up - f(x)) / (2 * h)
    return slopes.reshape(x.shape)


# %% 00.11 | forgot to give the shape back | expected shape
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    for i in range(x.numel()):
        step = torch.zeros(x.numel())
        step[i] = h
        step = step.reshape(x.shape)
        slopes[i] = (f(x + step) - f(x - step)) / (2 * h)
    return slopes


# %% 00.11 | autograd after all | without autograd
def numerical_gradient(f, x, h=1e-2):
    leaf = x.clone().requires_grad_()
    f(leaf).backward()
    return leaf.grad


# %% 00.11 | ignores h | argument h
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    for i in range(x.numel()):
        step = torch.zeros(x.numel())
        step[i] = 0.01
        step = step.reshape(x.shape)
        slopes[i] = (f(x + step) - f(x - step)) / 0.02
    return slopes.reshape(x.shape)


# %% 00.11 | moves by h, divides by the h of the example | 2h, with the h that is given
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    for i in range(x.numel()):
        step = torch.zeros(x.numel())
        step[i] = h
        step = step.reshape(x.shape)
        slopes[i] = (f(x + step) - f(x - step)) / 0.02
    return slopes.reshape(x.shape)


# %% 00.11 | moves x there and back, which rounds | by rounding
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    flat = x.view(-1)
    for i in range(x.numel()):
        flat[i] += h
        up = f(x)
        flat[i] -= 2 * h
        slopes[i] = (up - f(x)) / (2 * h)
        flat[i] += h
    return slopes.reshape(x.shape)


# %% 00.11 | autograd by its own function | without autograd
def numerical_gradient(f, x, h=1e-2):
    leaf = x.clone().requires_grad_()
    torch.autograd.backward(f(leaf))
    return leaf.grad


# %% 00.11 | torch.func | without autograd
def numerical_gradient(f, x, h=1e-2):
    return torch.func.grad(f)(x)


# %% 00.11 | a step that grows with x | argument h
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros(x.numel())
    for i in range(x.numel()):
        far = h * max(1.0, x.flatten()[i].abs().item())
        step = torch.zeros(x.numel())
        step[i] = far
        step = step.reshape(x.shape)
        slopes[i] = (f(x + step) - f(x - step)) / (2 * far)
    return slopes.reshape(x.shape)


# %% 00.11 | hands f a flattened x | shape
def numerical_gradient(f, x, h=1e-2):
    flat = x.flatten()
    slopes = torch.zeros(x.numel())
    for i in range(x.numel()):
        step = torch.zeros(x.numel())
        step[i] = h
        slopes[i] = (f(flat + step) - f(flat - step)) / (2 * h)
    return slopes.reshape(x.shape)


# %% 00.11 | walks along the first axis only | one entry at a time
def numerical_gradient(f, x, h=1e-2):
    slopes = torch.zeros_like(x)
    for i in range(len(x)):
        step = torch.zeros_like(x)
        step[i] = h
        slopes[i] = (f(x + step) - f(x - step)) / (2 * h)
    return slopes


# %% 00.12 | forgot that .to returns the moved tensor | returns the moved tensor
def move(data, device):
    if isinstance(data, torch.Tensor):
        data.to(device)
    return data


# %% 00.12 | one level only | on meta
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        return {key: v.to(device) if isinstance(v, torch.Tensor) else v for key, v in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)(v.to(device) if isinstance(v, torch.Tensor) else v for v in data)
    return data


# %% 00.12 | tuples become lists | expected a tuple
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [move(value, device) for value in data]
    return data


# %% 00.12 | changes the original dict | original
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        for key in data:
            data[key] = move(data[key], device)
        return data
    if isinstance(data, (list, tuple)):
        return type(data)(move(value, device) for value in data)
    return data


# %% 00.12 | stumbles over strings | has no attribute
def move(data, device):
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)(move(value, device) for value in data)
    return data.to(device)


# %% 00.12 | forgot dicts | on meta
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, (list, tuple)):
        return type(data)(move(value, device) for value in data)
    return data


# %% 00.12 | drops what is no tensor | return
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)(move(value, device) for value in data)


# %% 00.12 | a fixed device | device that is given
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to("meta")
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)(move(value, device) for value in data)
    return data


# %% 00.12 | room for the numbers, but not the numbers | numbers changed
def move(data, device):
    if isinstance(data, torch.Tensor):
        return torch.empty_like(data, device=device).fill_(7)
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)(move(value, device) for value in data)
    return data


# %% 00.12 | a fixed device inside of containers | device that is given
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        return {key: move(value, "meta") for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)(move(value, "meta") for value in data)
    return data


# %% 00.12 | looks at the first item of a list only | on meta
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        if not data or not isinstance(data[0], (torch.Tensor, list, tuple, dict)):
            return data
        return type(data)(move(value, device) for value in data)
    return data


# %% 00.12 | takes a tuple that begins with a string for a name | on meta
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        if data and isinstance(data[0], str):
            return data
        return type(data)(move(value, device) for value in data)
    return data


# %% 00.12 | walks into everything that can be walked through, texts too | recursion
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if hasattr(data, "__iter__"):
        return type(data)([move(value, device) for value in data])
    return data


# %% 00.12 | writes the moved items into the caller's list | original
def move(data, device):
    if isinstance(data, torch.Tensor):
        return data.to(device)
    if isinstance(data, dict):
        return {key: move(value, device) for key, value in data.items()}
    if isinstance(data, list):
        for i in range(len(data)):
            data[i] = move(data[i], device)
        return data
    if isinstance(data, tuple):
        return tuple(move(value, device) for value in data)
    return data
