# Wrong answers to the exercises of chapter 11b: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 11b.1 | in the order of appearance, on paper | in the order of the sorted ids
coded, n_rows = [3, 0, 2, 1], 4


# %% 11b.1 | codes from 0, on paper | the codes begin with 1
coded, n_rows = [1, 0, 0, 2], 4


# %% 11b.1 | -1 for the unseen, on paper | has the code 0
coded, n_rows = [2, -1, 1, 3], 4


# %% 11b.1 | one row too few, on paper | and row 0
coded, n_rows = [2, 0, 1, 3], 3


# %% 11b.1 | a row for each number up to the largest id, on paper | codes, not ids
coded, n_rows = [2, 0, 1, 3], 41


# %% 11b.1 | a row for each entry, on paper | two ids occur twice
coded, n_rows = [2, 0, 1, 3], 5


# %% 11b.1 | codes from 0 | the codes begin with 1
def fit_codes(ids):
    return {name: code for code, name in enumerate(sorted(set(ids)))}


# %% 11b.1 | in the order of appearance | not as they were met
def fit_codes(ids):
    return {name: code for code, name in enumerate(dict.fromkeys(ids), start=1)}


# %% 11b.1 | doubles leave gaps | no gaps
def fit_codes(ids):
    return {name: code for code, name in enumerate(sorted(ids), start=1)}


# %% 11b.1 | sorted in place | changed the list
def fit_codes(ids):
    ids.sort()
    return {name: code for code, name in enumerate(dict.fromkeys(ids), start=1)}


# %% 11b.1 | the wrong way round | not {code: id}
def fit_codes(ids):
    return dict(enumerate(sorted(set(ids)), start=1))


# %% 11b.1 | the example by heart | fit_codes
def fit_codes(ids):
    return {"a": 1, "b": 2}


# %% 11b.1 | numbers stay as they are | fit_codes
def fit_codes(ids):
    return {name: name for name in sorted(set(ids))}


# %% 11b.1 | descending | the smallest id comes first
def fit_codes(ids):
    return {name: code for code, name in enumerate(sorted(set(ids), reverse=True), start=1)}


# %% 11b.1 | -1 for the unseen | an unseen id has the code 0
def encode(ids, codes):
    return torch.tensor([codes.get(name, -1) for name in ids], dtype=torch.int64)


# %% 11b.1 | the dictionary grows | changed what it was given
def encode(ids, codes):
    return torch.tensor([codes.setdefault(name, 0) for name in ids], dtype=torch.int64)


# %% 11b.1 | a new code for the unseen | not a new one
def encode(ids, codes):
    return torch.tensor([codes.get(name, len(codes) + 1) for name in ids], dtype=torch.int64)


# %% 11b.1 | the unseen left out | one code for each id
def encode(ids, codes):
    return torch.tensor([codes[name] for name in ids if name in codes], dtype=torch.int64)


# %% 11b.1 | the unseen raise | keyerror
def encode(ids, codes):
    return torch.tensor([codes[name] for name in ids], dtype=torch.int64)


# %% 11b.1 | an empty list is float32 | expected dtype torch.int64
def encode(ids, codes):
    return torch.tensor([codes.get(name, 0) for name in ids])


# %% 11b.1 | shifted by one | in the dictionary
def encode(ids, codes):
    return torch.tensor([codes.get(name, 1) - 1 for name in ids], dtype=torch.int64)


# %% 11b.1 | one row too few | row 0 comes on top
def make_table(codes, k):
    return nn.Embedding(len(codes), k, padding_idx=0)


# %% 11b.1 | row 0 learns | row 0 is to be zero
def make_table(codes, k):
    table = nn.Embedding(len(codes) + 1, k)
    nn.init.zeros_(table.weight[0].detach())
    return table


# %% 11b.1 | row 0 is not zero | row 0 is to be zero
def make_table(codes, k):
    return nn.Embedding(len(codes) + 1, k)


# %% 11b.1 | the last row is the one that stays | row 0 is to be zero
def make_table(codes, k):
    return nn.Embedding(len(codes) + 1, k, padding_idx=len(codes))


# %% 11b.1 | nothing learns | can't learn
def make_table(codes, k):
    table = nn.Embedding(len(codes) + 1, k, padding_idx=0)
    table.weight.requires_grad_(False)
    table.weight.data[1:] += 0
    wrapped = nn.Embedding.from_pretrained(table.weight.detach(), freeze=True)
    wrapped.forward = lambda codes: F.embedding(codes, wrapped.weight) + torch.zeros(1, requires_grad=True)
    return wrapped


# %% 11b.1 | all rows zero | only row 0 is zero
def make_table(codes, k):
    table = nn.Embedding(len(codes) + 1, k, padding_idx=0)
    nn.init.zeros_(table.weight)
    return table


# %% 11b.2 | divided by 4, on paper | divided by 2
known_only, as_zeros = 0.25, 7.5


# %% 11b.2 | the sum, on paper | the mean over two
known_only, as_zeros = 1.0, 7.5


# %% 11b.2 | blanks left out, on paper | the blanks count here
known_only, as_zeros = 0.5, 0.5


# %% 11b.2 | blanks as zeros | blanks are not zeros
def masked_mse(P, table):
    return (P - table.nan_to_num(0)).square().mean()


# %% 11b.2 | divided by all | the number of *known* entries
def masked_mse(P, table):
    known = ~table.isnan()
    return (P[known] - table[known]).square().sum() / table.numel()


# %% 11b.2 | the sum | the mean, not the sum
def masked_mse(P, table):
    known = ~table.isnan()
    return (P[known] - table[known]).square().sum()


# %% 11b.2 | nansum: right loss, gradient nan | the gradient is `nan`
def masked_mse(P, table):
    return (P - table).square().nansum() / (~table.isnan()).sum().clamp(min=1)


# %% 11b.2 | where behind the square | the gradient is `nan`
def masked_mse(P, table):
    known = ~table.isnan()
    return torch.where(known, (P - table).square(), 0.0).sum() / known.sum().clamp(min=1)


# %% 11b.2 | times the mask | go before you compute
def masked_mse(P, table):
    known = ~table.isnan()
    return ((P - table).square() * known).sum() / known.sum().clamp(min=1)


# %% 11b.2 | a zero taken for a blank | a zero in the table is an entry
def masked_mse(P, table):
    known = table.nan_to_num(0) != 0
    return (P[known] - table[known]).square().sum() / known.sum().clamp(min=1)


# %% 11b.2 | nothing known gives nan | nothing is known, so the loss is 0
def masked_mse(P, table):
    known = ~table.isnan()
    return (P[known] - table[known]).square().mean()


# %% 11b.2 | a mean of means | not a mean of means
def masked_mse(P, table):
    known = ~table.isnan()
    filled = torch.where(known, table, P.detach())
    rows = (P - filled).square().sum(dim=1) / known.sum(dim=1).clamp(min=1)
    return rows[known.any(dim=1)].sum() / known.any(dim=1).sum().clamp(min=1)


# %% 11b.2 | root | without a root
def masked_mse(P, table):
    known = ~table.isnan()
    return (P[known] - table[known]).square().mean().sqrt()


# %% 11b.2 | blanks filled in place | changed what it was given
def masked_mse(P, table):
    known = ~table.isnan()
    table[~known] = 0
    return ((P - table) * known).square().sum() / known.sum().clamp(min=1)


# %% 11b.2 | a plain number | expected a tensor
def masked_mse(P, table):
    known = ~table.isnan()
    return (P[known] - table[known]).square().sum().item() / max(known.sum().item(), 1)


# %% 11b.2 | detached | no gradient flows
def masked_mse(P, table):
    known = ~table.isnan()
    return (P.detach()[known] - table[known]).square().sum() / known.sum().clamp(min=1)


# %% 11b.2 | a loop | without: loop
def masked_mse(P, table):
    total = 0 * P[0, 0]
    for row, known in zip(P, table):
        total = total + (row - known)[~known.isnan()].square().sum()
    return total / (~table.isnan()).sum().clamp(min=1)


# %% 11b.2 | means over the things | over the people, axis 0
def thing_means(table):
    means = table.nanmean(dim=1)
    return torch.where(means.isnan(), table.nanmean(), means)


# %% 11b.2 | blanks as zeros in the means | blanks are not zeros
def thing_means(table):
    return table.nan_to_num(0).mean(dim=0)


# %% 11b.2 | nobody's thing stays nan | not `nan`
def thing_means(table):
    return table.nanmean(dim=0)


# %% 11b.2 | nobody's thing is 0 | not 0
def thing_means(table):
    return table.nanmean(dim=0).nan_to_num(0)


# %% 11b.2 | the mean of the means | not the mean of the columns' means
def thing_means(table):
    means = table.nanmean(dim=0)
    return torch.where(means.isnan(), means.nanmean(), means)


# %% 11b.2 | blanks filled with the mean | leave them out
def thing_means(table):
    return table.nan_to_num(table.nanmean().item()).mean(dim=0)


# %% 11b.2 | blanks filled in place, in the means | changed the table
def thing_means(table):
    means = table.nanmean(dim=0)
    means = torch.where(means.isnan(), table.nanmean(), means)
    table[:] = torch.where(table.isnan(), means, table)
    return means


# %% 11b.2 | the example by heart | expected shape
def thing_means(table):
    return torch.tensor([2.0, 5.0, 3.0])


# %% 11b.3 | the 2 forgotten, on paper | slope 2 · error
grad_u, grad_v, u_after = [-6.0, 0.0], [-2.0, -4.0], [1.6, 2.0]


# %% 11b.3 | the sign, on paper | the error is 3 - 5
grad_u, grad_v, u_after = [12.0, 0.0], [4.0, 8.0], [-0.2, 2.0]


# %% 11b.3 | u and v exchanged, on paper | times *v*
grad_u, grad_v, u_after = [-4.0, -8.0], [-12.0, 0.0], [1.4, 2.8]


# %% 11b.3 | uphill, on paper | minus the gradient
grad_u, grad_v, u_after = [-12.0, 0.0], [-4.0, -8.0], [-0.2, 2.0]


# %% 11b.3 | only the last entry of a row counts | all its entries count
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    A, B = U - lr * 2 * decay * U, V - lr * 2 * decay * V
    A[i] -= lr * pull * V[j]
    B[j] -= lr * pull * U[i]
    return A, B, error.square().mean()


# %% 11b.3 | V sees the new U | v sees the new u
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    U = U - lr * (2 * decay * U).index_add(0, i, pull * V[j])
    error_2 = (U[i] * V[j]).sum(dim=1) - r
    V = V - lr * (2 * decay * V).index_add(0, j, 2 * error_2[:, None] / len(r) * U[i])
    return U, V, error.square().mean()


# %% 11b.3 | the sum, not the mean | divided by n
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None]
    grad_U = (2 * decay * U).index_add(0, i, pull * V[j])
    grad_V = (2 * decay * V).index_add(0, j, pull * U[i])
    return U - lr * grad_U, V - lr * grad_V, error.square().mean()


# %% 11b.3 | the 2 forgotten | the slope 2 · error
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = error[:, None] / len(r)
    grad_U = (2 * decay * U).index_add(0, i, pull * V[j])
    grad_V = (2 * decay * V).index_add(0, j, pull * U[i])
    return U - lr * grad_U, V - lr * grad_V, error.square().mean()


# %% 11b.3 | no decay | the decay is missing
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    grad_U = torch.zeros_like(U).index_add(0, i, pull * V[j])
    grad_V = torch.zeros_like(V).index_add(0, j, pull * U[i])
    return U - lr * grad_U, V - lr * grad_V, error.square().mean()


# %% 11b.3 | λ U, not 2 λ U | the slope 2 λ u
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    grad_U = (decay * U).index_add(0, i, pull * V[j])
    grad_V = (decay * V).index_add(0, j, pull * U[i])
    return U - lr * grad_U, V - lr * grad_V, error.square().mean()


# %% 11b.3 | decay at each occurrence | once, however often
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    grad_U = torch.zeros_like(U).index_add(0, i, pull * V[j] + 2 * decay * U[i])
    grad_V = torch.zeros_like(V).index_add(0, j, pull * U[i] + 2 * decay * V[j])
    return U - lr * grad_U, V - lr * grad_V, error.square().mean()


# %% 11b.3 | only the rows of the batch decay | *all* rows decay
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    in_U = torch.isin(torch.arange(len(U)), i)[:, None]
    in_V = torch.isin(torch.arange(len(V)), j)[:, None]
    grad_U = (2 * decay * U * in_U).index_add(0, i, pull * V[j])
    grad_V = (2 * decay * V * in_V).index_add(0, j, pull * U[i])
    return U - lr * grad_U, V - lr * grad_V, error.square().mean()


# %% 11b.3 | uphill | the gradient is taken away
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    grad_U = (2 * decay * U).index_add(0, i, pull * V[j])
    grad_V = (2 * decay * V).index_add(0, j, pull * U[i])
    return U + lr * grad_U, V + lr * grad_V, error.square().mean()


# %% 11b.3 | in place | changed what it was given
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    grad_U = (2 * decay * U).index_add(0, i, pull * V[j])
    grad_V = (2 * decay * V).index_add(0, j, pull * U[i])
    U -= lr * grad_U
    V -= lr * grad_V
    return U, V, error.square().mean()


# %% 11b.3 | the error after the step | *before* the step
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    grad_U = (2 * decay * U).index_add(0, i, pull * V[j])
    grad_V = (2 * decay * V).index_add(0, j, pull * U[i])
    A, B = U - lr * grad_U, V - lr * grad_V
    return A, B, ((A[i] * B[j]).sum(dim=1) - r).square().mean()


# %% 11b.3 | the loss with its decay | without the decay
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    pull = 2 * error[:, None] / len(r)
    grad_U = (2 * decay * U).index_add(0, i, pull * V[j])
    grad_V = (2 * decay * V).index_add(0, j, pull * U[i])
    loss = error.square().mean() + decay * (U.square().sum() + V.square().sum())
    return U - lr * grad_U, V - lr * grad_V, loss


# %% 11b.3 | by autograd | do without
def step(U, V, i, j, r, lr, decay):
    A, B = U.clone().requires_grad_(), V.clone().requires_grad_()
    error = ((A[i] * B[j]).sum(dim=1) - r).square().mean()
    (error + decay * (A.square().sum() + B.square().sum())).backward()
    return U - lr * A.grad, V - lr * B.grad, error.detach()


# %% 11b.3 | only U learns | v has not moved
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=1) - r
    grad_U = (2 * decay * U).index_add(0, i, 2 * error[:, None] / len(r) * V[j])
    return U - lr * grad_U, V.clone(), error.square().mean()


# %% 11b.3 | summed over the wrong axis | your code raised
def step(U, V, i, j, r, lr, decay):
    error = (U[i] * V[j]).sum(dim=0) - r
    pull = 2 * error[:, None] / len(r)
    grad_U = (2 * decay * U).index_add(0, i, pull * V[j])
    grad_V = (2 * decay * V).index_add(0, j, pull * U[i])
    return U - lr * grad_U, V - lr * grad_V, error.square().mean()


# %% 11b.4 | not stretched, on paper | stretched to the range
middle, slope = 0.5, 1.375


# %% 11b.4 | σ's own slope, on paper | times the width
middle, slope = 2.75, 0.25


# %% 11b.4 | the slope of a line, on paper | σ's own slope
middle, slope = 2.75, 5.5


# %% 11b.4 | (N, N) | every score with everybody's bias
def predict(U, V, b, c, i, j, low, high):
    score = (U[i] * V[j]).sum(dim=1) + b[i] + c[j]
    return low + (high - low) * score.sigmoid()


# %% 11b.4 | a column | expected shape
def predict(U, V, b, c, i, j, low, high):
    score = (U[i] * V[j]).sum(dim=1, keepdim=True) + b[i] + c[j]
    return low + (high - low) * score.sigmoid()


# %% 11b.4 | squeeze takes the batch away | the axis of length 1 is lost
def predict(U, V, b, c, i, j, low, high):
    score = (U[i] * V[j]).sum(dim=1, keepdim=True) + b[i] + c[j]
    return (low + (high - low) * score.sigmoid()).squeeze()


# %% 11b.4 | no biases | and the biases
def predict(U, V, b, c, i, j, low, high):
    return low + (high - low) * (U[i] * V[j]).sum(dim=1).sigmoid()


# %% 11b.4 | only the person's bias | and c
def predict(U, V, b, c, i, j, low, high):
    return low + (high - low) * ((U[i] * V[j]).sum(dim=1) + b[i, 0]).sigmoid()


# %% 11b.4 | only the thing's bias | and b
def predict(U, V, b, c, i, j, low, high):
    return low + (high - low) * ((U[i] * V[j]).sum(dim=1) + c[j, 0]).sigmoid()


# %% 11b.4 | biases outside the sigmoid | inside the sigmoid
def predict(U, V, b, c, i, j, low, high):
    return low + (high - low) * (U[i] * V[j]).sum(dim=1).sigmoid() + b[i, 0] + c[j, 0]


# %% 11b.4 | low forgotten | the range begins at low
def predict(U, V, b, c, i, j, low, high):
    return (high - low) * ((U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]).sigmoid()


# %% 11b.4 | times high | not by high
def predict(U, V, b, c, i, j, low, high):
    return low + high * ((U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]).sigmoid()


# %% 11b.4 | cut off at the limits | not cut off
def predict(U, V, b, c, i, j, low, high):
    return ((U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]).clamp(low, high)


# %% 11b.4 | no range | through the sigmoid
def predict(U, V, b, c, i, j, low, high):
    return (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]


# %% 11b.4 | summed over the entries | predict
def predict(U, V, b, c, i, j, low, high):
    score = (U[i] * V[j]).sum(dim=0) + b[i, 0] + c[j, 0]
    return low + (high - low) * score.sigmoid()


# %% 11b.4 | biases in place | changed what it was given
def predict(U, V, b, c, i, j, low, high):
    b += 0.5
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] - 0.5 + c[j, 0]
    return low + (high - low) * score.sigmoid()


# %% 11b.4 | all pairs | expected shape
def predict(U, V, b, c, i, j, low, high):
    return low + (high - low) * (U @ V.T + b + c.T).sigmoid()


# %% 11b.4 | the way back without low | the range begins at low
def score_for(r, low, high):
    return (r / high).logit()


# %% 11b.4 | the way back, divided by high | high - low wide
def score_for(r, low, high):
    return ((r - low) / high).logit()


# %% 11b.4 | the share, without a way back | σ has to be undone
def score_for(r, low, high):
    return (r - low) / (high - low)


# %% 11b.4 | the sign | the other way round
def score_for(r, low, high):
    return ((high - low) / (r - low) - 1).log()


# %% 11b.4 | σ again | σ once more
def score_for(r, low, high):
    return ((r - low) / (high - low)).sigmoid()


# %% 11b.4 | the way back in place | changed the r
def score_for(r, low, high):
    return r.sub_(low).div_(high - low).logit()


# %% 11b.5 | the bias forgotten, on paper | taken off first
exact, pulled = 2.5, 1.25


# %% 11b.5 | not divided, on paper | divided by v
exact, pulled = 4.0, 1.0


# %% 11b.5 | no pull, on paper | pulls u towards 0
exact, pulled = 2.0, 2.0


# %% 11b.5 | bias forgotten | are taken off the ratings
def fold_in(V, c, j, r, decay):
    A = V[j]
    return torch.linalg.solve(A.T @ A + decay * torch.eye(V.shape[1]), A.T @ r)


# %% 11b.5 | the mean rating instead of the biases | not the mean rating
def fold_in(V, c, j, r, decay):
    A, y = V[j], r - r.mean() if len(r) else r
    return torch.linalg.solve(A.T @ A + decay * torch.eye(V.shape[1]), A.T @ y)


# %% 11b.5 | no decay | decay
def fold_in(V, c, j, r, decay):
    return torch.linalg.lstsq(V[j], r - c[j]).solution if len(r) >= V.shape[1] else torch.zeros(V.shape[1])


# %% 11b.5 | decay of the mean | not their mean
def fold_in(V, c, j, r, decay):
    A = V[j]
    return torch.linalg.solve(A.T @ A + decay * max(len(r), 1) * torch.eye(V.shape[1]), A.T @ (r - c[j]))


# %% 11b.5 | half the decay | not λ / 2
def fold_in(V, c, j, r, decay):
    A = V[j]
    return torch.linalg.solve(A.T @ A + decay / 2 * torch.eye(V.shape[1]), A.T @ (r - c[j]))


# %% 11b.5 | all things, unrated ones as zeros | are no zeros
def fold_in(V, c, j, r, decay):
    y = torch.zeros(len(V))
    y[j] = r
    return torch.linalg.solve(V.T @ V + decay * torch.eye(V.shape[1]), V.T @ (y - c))


# %% 11b.5 | not solved | have to be solved
def fold_in(V, c, j, r, decay):
    return V[j].T @ (r - c[j])


# %% 11b.5 | decay on every place of the matrix | fold_in
def fold_in(V, c, j, r, decay):
    A = V[j]
    return torch.linalg.solve(A.T @ A + decay, A.T @ (r - c[j])) if len(r) >= V.shape[1] else torch.zeros(V.shape[1])


# %% 11b.5 | nobody's ratings give nan | fold_in
def fold_in(V, c, j, r, decay):
    A = V[j]
    u = torch.linalg.solve(A.T @ A + decay * torch.eye(V.shape[1]), A.T @ (r - c[j]))
    return u + r.mean() - r.mean()


# %% 11b.5 | ratings changed in place | changed what it was given
def fold_in(V, c, j, r, decay):
    A = V[j]
    r -= c[j]
    return torch.linalg.solve(A.T @ A + decay * torch.eye(V.shape[1]), A.T @ r)


# %% 11b.5 | known things suggested | the person knows them
def suggest(u, V, c, j, n):
    return (V @ u + c).argsort(descending=True)[:n]


# %% 11b.5 | the worst first | the highest predictions first
def suggest(u, V, c, j, n):
    order = (V @ u + c).argsort()
    return order[~torch.isin(order, j)][:n]


# %% 11b.5 | without the biases | and the things' biases
def suggest(u, V, c, j, n):
    order = (V @ u).argsort(descending=True)
    return order[~torch.isin(order, j)][:n]


# %% 11b.5 | the known ones thrown out too late | leave out the known things first
def suggest(u, V, c, j, n):
    order = (V @ u + c).argsort(descending=True)[:n]
    return order[~torch.isin(order, j)]


# %% 11b.5 | known things behind the others when few are left | expected shape
def suggest(u, V, c, j, n):
    scores = V @ u + c
    scores[j] = -torch.inf
    return scores.argsort(descending=True)[:n]


# %% 11b.5 | known things at 0 | suggest
def suggest(u, V, c, j, n):
    scores = V @ u + c
    scores[j] = 0
    return scores.argsort(descending=True)[: min(n, len(V) - len(j))]


# %% 11b.5 | places, not codes | not codes
def suggest(u, V, c, j, n):
    left = torch.ones(len(V), dtype=torch.bool)
    left[j] = False
    return (V @ u + c)[left].argsort(descending=True)[:n]


# %% 11b.5 | one too many | n of them
def suggest(u, V, c, j, n):
    order = (V @ u + c).argsort(descending=True)
    return order[~torch.isin(order, j)][: n + 1]


# %% 11b.5 | more than are left | your code raised
def suggest(u, V, c, j, n):
    left = torch.tensor(sorted(set(range(len(V))) - set(j.tolist())), dtype=torch.int64)
    return left[(V @ u + c)[left].topk(n).indices]


# %% 11b.5 | predictions, not codes | suggest
def suggest(u, V, c, j, n):
    scores = V @ u + c
    scores[j] = -torch.inf
    return scores.sort(descending=True).values[: min(n, len(V) - len(j))]


# %% 11b.6 | no rule for people and things | keeps no entry
def hold_out(i, j, share, generator):
    order = torch.randperm(len(i), generator=generator)
    cut = round(share * len(i))
    return order[cut:], order[:cut]


# %% 11b.6 | the people only | a thing keeps no entry
def hold_out(i, j, share, generator):
    n_held, held, left = round(share * len(i)), [], i.bincount()
    for place in torch.randperm(len(i), generator=generator).tolist():
        if len(held) < n_held and left[i[place]] > 1:
            held.append(place)
            left[i[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | the things only | a person keeps no entry
def hold_out(i, j, share, generator):
    n_held, held, left = round(share * len(i)), [], j.bincount()
    for place in torch.randperm(len(i), generator=generator).tolist():
        if len(held) < n_held and left[j[place]] > 1:
            held.append(place)
            left[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | exchanged | exchanged
def hold_out(i, j, share, generator):
    n_held, held = round(share * len(i)), []
    left_i, left_j = i.bincount(), j.bincount()
    for place in torch.randperm(len(i), generator=generator).tolist():
        if len(held) < n_held and left_i[i[place]] > 1 and left_j[j[place]] > 1:
            held.append(place)
            left_i[i[place]] -= 1
            left_j[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(held, dtype=torch.int64), torch.tensor(train, dtype=torch.int64)


# %% 11b.6 | cut off, not rounded | not round(share * n)
def hold_out(i, j, share, generator):
    n_held, held = int(share * len(i) + 0.999999) - 1, []
    left_i, left_j = i.bincount(), j.bincount()
    for place in torch.randperm(len(i), generator=generator).tolist():
        if len(held) < n_held and left_i[i[place]] > 1 and left_j[j[place]] > 1:
            held.append(place)
            left_i[i[place]] -= 1
            left_j[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | a coin for each entry | held out, not round
def hold_out(i, j, share, generator):
    held, left_i, left_j = [], i.bincount(), j.bincount()
    coin = torch.rand(len(i), generator=generator)
    for place in coin.argsort().tolist():
        if coin[place] < share and left_i[i[place]] > 1 and left_j[j[place]] > 1:
            held.append(place)
            left_i[i[place]] -= 1
            left_j[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | the global generator | the same generator gives another split
def hold_out(i, j, share, generator):
    n_held, held = round(share * len(i)), []
    left_i, left_j = i.bincount(), j.bincount()
    for place in torch.randperm(len(i)).tolist():
        if len(held) < n_held and left_i[i[place]] > 1 and left_j[j[place]] > 1:
            held.append(place)
            left_i[i[place]] -= 1
            left_j[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | the generator set back | two calls give the same split
def hold_out(i, j, share, generator):
    n_held, held = round(share * len(i)), []
    left_i, left_j = i.bincount(), j.bincount()
    for place in torch.randperm(len(i), generator=generator.manual_seed(0)).tolist():
        if len(held) < n_held and left_i[i[place]] > 1 and left_j[j[place]] > 1:
            held.append(place)
            left_i[i[place]] -= 1
            left_j[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | the end of the list | two calls give the same split
def hold_out(i, j, share, generator):
    n_held, held = round(share * len(i)), []
    left_i, left_j = i.bincount(), j.bincount()
    for place in range(len(i) - 1, -1, -1):
        if len(held) < n_held and left_i[i[place]] > 1 and left_j[j[place]] > 1:
            held.append(place)
            left_i[i[place]] -= 1
            left_j[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | everybody keeps the first entry in the list, always | does chance decide
def hold_out(i, j, share, generator):
    I, J = i.tolist(), j.tolist()
    kept = {I.index(p) for p in set(I)} | {J.index(t) for t in set(J)}
    rest = torch.tensor([p for p in range(len(i)) if p not in kept], dtype=torch.int64)
    held = rest[torch.randperm(len(rest), generator=generator)][: round(share * len(i))]
    train = torch.ones(len(i), dtype=torch.bool)
    train[held] = False
    return train.nonzero()[:, 0], held


# %% 11b.6 | a window that begins anywhere | not independent
def hold_out(i, j, share, generator):
    n_held, held = round(share * len(i)), []
    left_i, left_j = i.bincount(), j.bincount()
    start = int(torch.randint(len(i), (), generator=generator))
    key = (torch.arange(len(i)) + start) % len(i) + 5 * torch.rand(len(i), generator=generator)
    for place in key.argsort().tolist():
        if len(held) < n_held and left_i[i[place]] > 1 and left_j[j[place]] > 1:
            held.append(place)
            left_i[i[place]] -= 1
            left_j[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | person after person | not independent
def hold_out(i, j, share, generator):
    n_held, held = round(share * len(i)), []
    left_i, left_j = i.bincount(), j.bincount()
    key = torch.rand(int(i.max()) + 1, generator=generator)[i]
    for place in (key + 1e-4 * torch.rand(len(i), generator=generator)).argsort().tolist():
        if len(held) < n_held and left_i[i[place]] > 1 and left_j[j[place]] > 1:
            held.append(place)
            left_i[i[place]] -= 1
            left_j[j[place]] -= 1
    train = sorted(set(range(len(i))) - set(held))
    return torch.tensor(train, dtype=torch.int64), torch.tensor(held, dtype=torch.int64)


# %% 11b.6 | masks | places, not a mask
def hold_out(i, j, share, generator):
    held = torch.zeros(len(i), dtype=torch.bool)
    held[torch.randperm(len(i), generator=generator)[: round(share * len(i))]] = True
    return ~held, held


# %% 11b.6 | trained with everything | on both sides
def hold_out(i, j, share, generator):
    return torch.arange(len(i)), torch.randperm(len(i), generator=generator)[: max(round(share * len(i)), 1)]


# %% 11b.6 | drawn with replacement | twice
def hold_out(i, j, share, generator):
    held = torch.randint(len(i), (round(share * len(i)),), generator=generator)
    train = torch.ones(len(i), dtype=torch.bool)
    train[held] = False
    return train.nonzero()[:, 0], held


# %% 11b.6 | only the held out ones | expected a tuple
def hold_out(i, j, share, generator):
    return torch.randperm(len(i), generator=generator)[: round(share * len(i))]


# %% 11b.6 | an entry lost | on neither side
def hold_out(i, j, share, generator):
    order = torch.randperm(len(i), generator=generator)
    cut = round(share * len(i))
    return order[cut + 1 :], order[:cut]


# %% 11b.6 | counts in place of codes | changed the entries
def hold_out(i, j, share, generator):
    order = torch.randperm(len(i), generator=generator)
    i.copy_(i[order])
    j.copy_(j[order])
    cut = round(share * len(i))
    return order[cut:], order[:cut]


# %% 11b.7 | every split is wrong | is right
def catches(split):
    return True


# %% 11b.7 | nothing caught | lets a wrong split pass
def catches(split):
    return False


# %% 11b.7 | overlap and size only | lets a wrong split pass
def catches(split):
    try:
        i, j = torch.arange(48) // 6, torch.arange(48) % 6
        train, held = split(i, j, torch.rand(48), 0.25, torch.Generator().manual_seed(0))
        return sorted([*train.tolist(), *held.tolist()]) != list(range(48)) or abs(len(held) - 12) > 3
    except Exception:
        return True


# %% 11b.7 | no doubles | parts a pair
def catches(split):
    g = torch.Generator().manual_seed(0)
    order = torch.randperm(48, generator=g)
    full = order // 6, order % 6, torch.randint(1, 6, (48,), generator=g).float()
    pair = torch.randperm(400, generator=g)[:200]
    lonely = torch.arange(41, 50)
    i = torch.cat([2 * (pair // 20), lonely, torch.zeros(9, dtype=torch.int64)])
    j = torch.cat([2 * (pair % 20), torch.zeros(9, dtype=torch.int64), lonely])
    large = i, j, torch.randint(1, 6, (len(i),), generator=g).float()
    try:
        if any(broken(split, large, share, g) for share in (0.1, 0.4) for _ in range(12)):
            return True
        sides = [broken(split, full, 0.4, g) or set(split(*full, 0.4, g)[1].tolist()) for _ in range(40)]
        times = [sum(place in side for side in sides) for place in range(48)]
        return min(times) == 0 or max(times) == 40
    except Exception:
        return True


# %% 11b.7 | nobody with a single entry | lets a wrong split pass
def catches(split):
    g = torch.Generator().manual_seed(0)
    order = torch.randperm(48, generator=g)
    full = order // 6, order % 6, torch.randint(1, 6, (48,), generator=g).float()
    pair = torch.randperm(400, generator=g)[:150]
    pair = torch.cat([pair, pair[:40], pair[:10]])
    large = 2 * (pair // 20), 2 * (pair % 20), torch.randint(1, 6, (200,), generator=g).float()
    try:
        if any(broken(split, large, share, g) for share in (0.1, 0.3) for _ in range(3)):
            return True
        sides = [broken(split, full, 0.4, g) or set(split(*full, 0.4, g)[1].tolist()) for _ in range(40)]
        times = [sum(place in side for side in sides) for place in range(48)]
        return min(times) == 0 or max(times) == 40
    except Exception:
        return True


# %% 11b.7 | only a small full table | lets a wrong split pass
def catches(split):
    g = torch.Generator().manual_seed(0)
    order = torch.randperm(48, generator=g)
    full = order // 6, order % 6, torch.randint(1, 6, (48,), generator=g).float()
    try:
        sides = [broken(split, full, 0.4, g) or set(split(*full, 0.4, g)[1].tolist()) for _ in range(40)]
        times = [sum(place in side for side in sides) for place in range(48)]
        return min(times) == 0 or max(times) == 40
    except Exception:
        return True


# %% 11b.7 | a number that may be off by ten | six entries fewer
def catches(split):
    g = torch.Generator().manual_seed(0)
    order = torch.randperm(48, generator=g)
    full = order // 6, order % 6, torch.randint(1, 6, (48,), generator=g).float()
    pair = torch.randperm(400, generator=g)[:150]
    pair = torch.cat([pair, pair[:40], pair[:10]])
    lonely = torch.arange(41, 50)
    i = torch.cat([2 * (pair // 20), lonely, torch.zeros(9, dtype=torch.int64)])
    j = torch.cat([2 * (pair % 20), torch.zeros(9, dtype=torch.int64), lonely])
    large = i, j, torch.randint(1, 6, (len(i),), generator=g).float()
    try:
        sides = []
        for table, share, calls in [(large, 0.1, 12), (large, 0.4, 12), (full, 0.4, 40)]:
            for _ in range(calls):
                n_held = len(split(*table, share, g)[1])
                off = abs(n_held - share * len(table[0]))
                if off > 10 or (off < 2 and broken(split, table, share, g)):
                    return True
                sides += [set(split(*table, share, g)[1].tolist())] * (table is full)
        times = [sum(place in side for side in sides) for place in range(48)]
        return min(times) == 0 or max(times) == 40
    except Exception:
        return True


# %% 11b.7 | no look at what is held out how often | lets a wrong split pass
def catches(split):
    g = torch.Generator().manual_seed(0)
    pair = torch.randperm(400, generator=g)[:150]
    pair = torch.cat([pair, pair[:40], pair[:10]])
    lonely = torch.arange(41, 50)
    i = torch.cat([2 * (pair // 20), lonely, torch.zeros(9, dtype=torch.int64)])
    j = torch.cat([2 * (pair % 20), torch.zeros(9, dtype=torch.int64), lonely])
    large = i, j, torch.randint(1, 6, (len(i),), generator=g).float()
    try:
        return any(broken(split, large, share, g) for share in (0.1, 0.4) for _ in range(12))
    except Exception:
        return True


# %% 11b.7 | no look at what is always held out | always holds out the first
def catches(split):
    """Say whether split(i, j, r, share, generator) -> (train, held) is wrong."""
    g = torch.Generator().manual_seed(0)
    order = torch.randperm(48, generator=g)
    full = order // 6, order % 6, torch.randint(1, 6, (48,), generator=g).float()
    pair = torch.randperm(400, generator=g)[:150]
    pair = torch.cat([pair, pair[:40], pair[:10]])  # doubles, and pairs that come three times
    lonely = torch.arange(41, 50)  # each of these has a single entry, with a well-known partner
    i = torch.cat([2 * (pair // 20), lonely, torch.zeros(9, dtype=torch.int64)])
    j = torch.cat([2 * (pair % 20), torch.zeros(9, dtype=torch.int64), lonely])
    large = i, j, torch.randint(1, 6, (len(i),), generator=g).float()
    try:
        for share in (0.1, 0.4):
            if any(broken(split, large, share, g) for _ in range(12)):
                return True
        sides = [broken(split, full, 0.4, g) or set(split(*full, 0.4, g)[1].tolist()) for _ in range(40)]
        if any(side is True for side in sides):
            return True
        times = [sum(place in side for side in sides) for place in range(48)]
        return min(times) == 0
    except Exception:
        return True


# %% 11b.7 | the last entry is not counted | never holds out the last
def catches(split):
    """Say whether split(i, j, r, share, generator) -> (train, held) is wrong."""
    g = torch.Generator().manual_seed(0)
    order = torch.randperm(48, generator=g)
    full = order // 6, order % 6, torch.randint(1, 6, (48,), generator=g).float()
    pair = torch.randperm(400, generator=g)[:150]
    pair = torch.cat([pair, pair[:40], pair[:10]])  # doubles, and pairs that come three times
    lonely = torch.arange(41, 50)  # each of these has a single entry, with a well-known partner
    i = torch.cat([2 * (pair // 20), lonely, torch.zeros(9, dtype=torch.int64)])
    j = torch.cat([2 * (pair % 20), torch.zeros(9, dtype=torch.int64), lonely])
    large = i, j, torch.randint(1, 6, (len(i),), generator=g).float()
    try:
        for share in (0.1, 0.4):
            if any(broken(split, large, share, g) for _ in range(12)):
                return True
        sides = [broken(split, full, 0.4, g) or set(split(*full, 0.4, g)[1].tolist()) for _ in range(40)]
        if any(side is True for side in sides):
            return True
        times = [sum(place in side for side in sides) for place in range(47)]
        return min(times) == 0 or max(times) == 40
    except Exception:
        return True


# %% 11b.7 | one generator, asked twice | is right
def catches(split):
    g = torch.Generator().manual_seed(0)
    i, j, r = torch.arange(48) // 6, torch.arange(48) % 6, torch.rand(48)
    try:
        return split(i, j, r, 0.3, g)[1].tolist() != split(i, j, r, 0.3, g)[1].tolist()
    except Exception:
        return True


# %% 11b.7 | each entry alike, within a little | is right
def catches(split):
    g = torch.Generator().manual_seed(0)
    i, j, r = torch.arange(48) // 6, torch.arange(48) % 6, torch.rand(48)
    try:
        held = torch.stack([torch.zeros(48).index_fill(0, split(i, j, r, 0.3, g)[1], 1.0) for _ in range(20)])
        return (held.mean(dim=0) - 0.3).abs().max().item() > 0.1
    except Exception:
        return True


# %% 11b.7 | exactly share · N, with doubles | is right
def catches(split):
    g = torch.Generator().manual_seed(0)
    pair = torch.randperm(100, generator=g)[:70]
    pair = torch.cat([pair, pair[:40], pair[:40]])
    try:
        sizes = [len(split(pair // 10, pair % 10, torch.rand(150), 0.3, g)[1]) for _ in range(20)]
        return any(size != 45 for size in sizes)
    except Exception:
        return True


# %% 11b.7 | errors pass through | your code raised
def catches(split):
    g = torch.Generator().manual_seed(0)
    order = torch.randperm(48, generator=g)
    full = order // 6, order % 6, torch.randint(1, 6, (48,), generator=g).float()
    pair = torch.randperm(400, generator=g)[:150]
    pair = torch.cat([pair, pair[:40], pair[:10]])
    lonely = torch.arange(41, 50)
    i = torch.cat([2 * (pair // 20), lonely, torch.zeros(9, dtype=torch.int64)])
    j = torch.cat([2 * (pair % 20), torch.zeros(9, dtype=torch.int64), lonely])
    large = i, j, torch.randint(1, 6, (len(i),), generator=g).float()
    if any(broken(split, large, share, g) for share in (0.1, 0.4) for _ in range(12)):
        return True
    sides = [split(*full, 0.4, g)[1].tolist() for _ in range(40)]
    times = [sum(place in side for side in sides) for place in range(48)]
    return min(times) == 0 or max(times) == 40


# %% 11b.7 | a tensor in place of True and False | must return true or false
def catches(split):
    i, j = torch.arange(48) // 6, torch.arange(48) % 6
    train, held = split(i, j, torch.rand(48), 0.25, torch.Generator().manual_seed(0))
    return torch.isin(train, held).any()


# %% 11b.7 | a table without room | do you ask for more than the rules
def catches(split):
    try:
        i, j = torch.arange(20), torch.arange(20)
        return len(split(i, j, torch.rand(20), 0.4, torch.Generator().manual_seed(0))[1]) != 8
    except Exception:
        return True


# %% 11b.8 | divided by what is relevant, on paper | the share of the *list*
precision_here, dcg, ndcg_here = 2 / 3, 1.5, 0.70


# %% 11b.8 | 1 / p, on paper | not 1 / p
precision_here, dcg, ndcg_here = 0.4, 4 / 3, 0.70


# %% 11b.8 | five hits in the ideal list, on paper | not five
precision_here, dcg, ndcg_here = 0.4, 1.5, 0.51


# %% 11b.8 | two hits in the ideal list, on paper | three hits
precision_here, dcg, ndcg_here = 0.4, 1.5, 0.92


# %% 11b.8 | seen ones ranked | without the things seen
def rank(scores, seen, k):
    return scores.sort(dim=1, descending=True, stable=True).indices[:, :k]


# %% 11b.8 | seen ones at 0 | still in the race
def rank(scores, seen, k):
    return (scores * ~seen).sort(dim=1, descending=True, stable=True).indices[:, :k]


# %% 11b.8 | the worst first | the highest scores first
def rank(scores, seen, k):
    return scores.masked_fill(seen, torch.inf).sort(dim=1, stable=True).indices[:, :k]


# %% 11b.8 | ties turned round | the smaller code comes first
def rank(scores, seen, k):
    m = scores.shape[1]
    turned = scores.masked_fill(seen, -torch.inf).flip(1)
    return m - 1 - turned.sort(dim=1, descending=True, stable=True).indices[:, :k]


# %% 11b.8 | topk, with equal scores in any order | the smaller code
def rank(scores, seen, k):
    return scores.masked_fill(seen, -torch.inf).topk(k, dim=1).indices


# %% 11b.8 | the place of each thing | not the place
def rank(scores, seen, k):
    order = scores.masked_fill(seen, -torch.inf).argsort(dim=1, descending=True, stable=True)
    return order.argsort(dim=1)[:, :k]


# %% 11b.8 | only what was seen | the other way round
def rank(scores, seen, k):
    return scores.masked_fill(~seen, -torch.inf).sort(dim=1, descending=True, stable=True).indices[:, :k]


# %% 11b.8 | in place | changed what it was given
def rank(scores, seen, k):
    scores[seen] = -torch.inf
    return scores.sort(dim=1, descending=True, stable=True).indices[:, :k]


# %% 11b.8 | along the people | rank
def rank(scores, seen, k):
    return scores.masked_fill(seen, -torch.inf).sort(dim=0, descending=True, stable=True).indices[:, :k]


# %% 11b.8 | scores, not codes | rank
def rank(scores, seen, k):
    return scores.masked_fill(seen, -torch.inf).topk(k, dim=1).values


# %% 11b.8 | a loop over the people | without: loop
def rank(scores, seen, k):
    rows = [row.masked_fill(known, -torch.inf).sort(descending=True, stable=True) for row, known in zip(scores, seen)]
    return torch.stack([row.indices[:k] for row in rows])


# %% 11b.8 | recall for precision | not of what is relevant
def precision_at(ranked, relevant):
    some = relevant.any(dim=1)
    return (relevant.gather(1, ranked).sum(dim=1) / relevant.sum(dim=1))[some].mean().item()


# %% 11b.8 | divided by the smaller of the two | also where fewer are relevant
def precision_at(ranked, relevant):
    some = relevant.any(dim=1)
    most = relevant.sum(dim=1).clamp(max=ranked.shape[1])
    return (relevant.gather(1, ranked).sum(dim=1) / most)[some].mean().item()


# %% 11b.8 | everybody counts in the precision | are left out of the mean
def precision_at(ranked, relevant):
    return relevant.gather(1, ranked).float().mean().item()


# %% 11b.8 | the first k columns of relevant | precision_at
def precision_at(ranked, relevant):
    some = relevant.any(dim=1)
    return relevant[:, : ranked.shape[1]].float().mean(dim=1)[some].mean().item()


# %% 11b.8 | a tensor for the precision | expected float
def precision_at(ranked, relevant):
    return relevant.gather(1, ranked).float().mean(dim=1)[relevant.any(dim=1)].mean()


# %% 11b.8 | the same list for all people | precision_at
def precision_at(ranked, relevant):
    some = relevant.any(dim=1)
    return relevant[:, ranked[0]].float().mean(dim=1)[some].mean().item()


# %% 11b.8 | 1 / log₂ p | p counted from 1
def ndcg_at(ranked, relevant):
    k, count = ranked.shape[1], relevant.sum(dim=1)
    worth = 1 / torch.arange(3, k + 3).log2()
    reached = (relevant.gather(1, ranked) * worth).sum(dim=1)
    ideal = (worth * (torch.arange(k) < count[:, None])).sum(dim=1)
    return (reached / ideal)[count > 0].mean().item()


# %% 11b.8 | 1 / p | not 1 / p
def ndcg_at(ranked, relevant):
    k, count = ranked.shape[1], relevant.sum(dim=1)
    worth = 1 / torch.arange(1, k + 1)
    reached = (relevant.gather(1, ranked) * worth).sum(dim=1)
    ideal = (worth * (torch.arange(k) < count[:, None])).sum(dim=1)
    return (reached / ideal)[count > 0].mean().item()


# %% 11b.8 | k hits in the ideal list | as many hits as there are relevant
def ndcg_at(ranked, relevant):
    k, count = ranked.shape[1], relevant.sum(dim=1)
    worth = 1 / torch.arange(2, k + 2).log2()
    reached = (relevant.gather(1, ranked) * worth).sum(dim=1)
    return (reached / worth.sum())[count > 0].mean().item()


# %% 11b.8 | an ideal list without end | has k places
def ndcg_at(ranked, relevant):
    m, count = relevant.shape[1], relevant.sum(dim=1)
    worth = 1 / torch.arange(2, m + 2).log2()
    reached = (relevant.gather(1, ranked) * worth[: ranked.shape[1]]).sum(dim=1)
    ideal = (worth * (torch.arange(m) < count[:, None])).sum(dim=1)
    return (reached / ideal)[count > 0].mean().item()


# %% 11b.8 | the ideal list is the hits of this one, sorted | ndcg_at
def ndcg_at(ranked, relevant):
    k, hits = ranked.shape[1], relevant.gather(1, ranked).float()
    worth = 1 / torch.arange(2, k + 2).log2()
    ideal = (hits.sort(dim=1, descending=True).values * worth).sum(dim=1).clamp(min=1e-9)
    return ((hits * worth).sum(dim=1) / ideal)[relevant.any(dim=1)].mean().item()


# %% 11b.8 | people without anything give nan | nan
def ndcg_at(ranked, relevant):
    k, count = ranked.shape[1], relevant.sum(dim=1)
    worth = 1 / torch.arange(2, k + 2).log2()
    reached = (relevant.gather(1, ranked) * worth).sum(dim=1)
    ideal = (worth * (torch.arange(k) < count[:, None])).sum(dim=1)
    return (reached / ideal).mean().item()


# %% 11b.8 | DCG only | divided by the largest possible sum
def ndcg_at(ranked, relevant):
    worth = 1 / torch.arange(2, ranked.shape[1] + 2).log2()
    return (relevant.gather(1, ranked) * worth).sum(dim=1)[relevant.any(dim=1)].mean().item()


# %% 11b.9 | the chance of none, on paper | that it is none
spoilt, five_clean = 0.8, 0.33


# %% 11b.9 | at least one, on paper | at least one is
spoilt, five_clean = 0.2, 0.67


# %% 11b.9 | all five, on paper | that all five are
spoilt, five_clean = 0.2, 0.0003


# %% 11b.9 | positives among the negatives | they are no negatives
def negatives(i, chosen, n, generator):
    return torch.randint(chosen.shape[1], (len(i), n), generator=generator)


# %% 11b.9 | the last thing is never drawn | negatives
def negatives(i, chosen, n, generator):
    free = (~chosen[i]).float()
    free[:, -1] *= free[:, :-1].sum(dim=1) == 0
    return torch.multinomial(free, n, replacement=True, generator=generator)


# %% 11b.9 | the chosen ones | those are the chosen ones
def negatives(i, chosen, n, generator):
    return torch.multinomial(chosen[i].float() + 1e-9, n, replacement=True, generator=generator)


# %% 11b.9 | row t for person i | the people are named by i
def negatives(i, chosen, n, generator):
    rows = chosen[torch.arange(len(i)) % len(chosen)]
    return torch.multinomial((~rows).float(), n, replacement=True, generator=generator)


# %% 11b.9 | without replacement | larger than what is left
def negatives(i, chosen, n, generator):
    return torch.multinomial((~chosen[i]).float(), n, generator=generator)


# %% 11b.9 | without replacement, where there is room | independently
def negatives(i, chosen, n, generator):
    free = (~chosen[i]).float()
    rows = [torch.multinomial(row, n, bool(row.sum() < n), generator=generator) for row in free]
    return torch.stack(rows)


# %% 11b.9 | one thing, n times | independently
def negatives(i, chosen, n, generator):
    return torch.multinomial((~chosen[i]).float(), 1, replacement=True, generator=generator).repeat(1, n)


# %% 11b.9 | the popular ones more often | however popular
def negatives(i, chosen, n, generator):
    weights = (~chosen[i]) * (chosen.float().mean(dim=0) + 1e-3)
    return torch.multinomial(weights, n, replacement=True, generator=generator)


# %% 11b.9 | the first free thing | negatives
def negatives(i, chosen, n, generator):
    return (~chosen[i]).float().argmax(dim=1)[:, None].expand(-1, n)


# %% 11b.9 | one try more, and then whatever comes | negatives
def negatives(i, chosen, n, generator):
    drawn = torch.randint(chosen.shape[1], (len(i), n), generator=generator)
    again = torch.randint(chosen.shape[1], (len(i), n), generator=generator)
    return torch.where(chosen[i].gather(1, drawn), again, drawn)


# %% 11b.9 | the global generator | does chance come from it
def negatives(i, chosen, n, generator):
    return torch.multinomial((~chosen[i]).float(), n, replacement=True)


# %% 11b.9 | the generator set back | two calls give the same
def negatives(i, chosen, n, generator):
    return torch.multinomial((~chosen[i]).float(), n, replacement=True, generator=generator.manual_seed(1))


# %% 11b.9 | marked as chosen, in place | changed what it was given
def negatives(i, chosen, n, generator):
    drawn = torch.multinomial((~chosen[i]).float(), n, replacement=True, generator=generator)
    chosen[i[:, None], drawn] = True
    return drawn


# %% 11b.9 | Q transposed | here it is a qᵀ
def align(A, B):
    P, _, Wt = torch.linalg.svd(A.T @ B)
    return A @ (P @ Wt).T


# %% 11b.9 | least squares | no stretching
def align(A, B):
    return A @ torch.linalg.lstsq(A, B).solution


# %% 11b.9 | no mirror | a mirror is allowed
def align(A, B):
    P, _, Wt = torch.linalg.svd(A.T @ B)
    if torch.linalg.det(P @ Wt) < 0:
        P[:, -1] *= -1
    return A @ (P @ Wt)


# %% 11b.9 | with the singular values | singular values have to go
def align(A, B):
    return A @ (A.T @ B)


# %% 11b.9 | Q itself | not q
def align(A, B):
    P, _, Wt = torch.linalg.svd(A.T @ B)
    return P @ Wt


# %% 11b.9 | B turned onto A | not b onto a
def align(A, B):
    P, _, Wt = torch.linalg.svd(B.T @ A)
    return B @ (P @ Wt)


# %% 11b.9 | only the signs | align
def align(A, B):
    return A * (A * B).sum(dim=0).sign()


# %% 11b.9 | A as it is | is it turned
def align(A, B):
    return A.clone()


# %% 11b.9 | W not transposed | align
def align(A, B):
    P, _, Wt = torch.linalg.svd(A.T @ B)
    return A @ (P @ Wt.T)


# %% 11b.10 | as it came | more than one bug
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    return buggy_loss(U, V, b, c, i, j, r, low, high, decay)


# %% 11b.10 | (N, N) is left | everybody's bias
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    i, j, r = i[known], j[known], r[known]
    score = (U[i] * V[j]).sum(dim=1) + b[i] + c[j]
    P = low + (high - low) * score.sigmoid()
    return (P - r).square().mean() + decay * (U.square().sum() + V.square().sum())


# %% 11b.10 | high is left | high - low wide
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    i, j, r = i[known], j[known], r[known]
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + high * score.sigmoid()
    return (P - r).square().mean() + decay * (U.square().sum() + V.square().sum())


# %% 11b.10 | zeros are left | an unknown rating is no 0
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r.nan_to_num(0)).square().mean() + decay * (U.square().sum() + V.square().sum())


# %% 11b.10 | divided by N | over the *known* ratings
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    error = (P[known] - r[known]).square().sum() / len(r)
    return error + decay * (U.square().sum() + V.square().sum())


# %% 11b.10 | zeros left out, with the unknown | a rating of 0 counts
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = r.nan_to_num(0) != 0
    i, j, r = i[known], j[known], r[known]
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r).square().mean() + decay * (U.square().sum() + V.square().sum())


# %% 11b.10 | rows of the batch decay | counts each row once
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r)[known].square().mean() + decay * (U[i].square().sum() + V[j].square().sum())


# %% 11b.10 | each row of the batch decays once | outside the batch
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r)[known].square().mean() + decay * (U[i.unique()].square().sum() + V[j.unique()].square().sum())


# %% 11b.10 | biases decay | the biases don't decay
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    i, j, r = i[known], j[known], r[known]
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r).square().mean() + decay * sum(w.square().sum() for w in (U, V, b, c))


# %% 11b.10 | the mean of the squares decays | the *sum* of the squares
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    i, j, r = i[known], j[known], r[known]
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r).square().mean() + decay * (U.square().mean() + V.square().mean())


# %% 11b.10 | right loss, gradient nan | a gradient is nan
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r).square().nansum() / known.sum() + decay * (U.square().sum() + V.square().sum())


# %% 11b.10 | the decay cut from the graph | something detached
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    i, j, r = i[known], j[known], r[known]
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r).square().mean() + decay * (U.detach().square().sum() + V.detach().square().sum())


# %% 11b.10 | unknown ratings filled in place | changed what it was given
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    r[~known] = 0
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return (P - r)[known].square().mean() + decay * (U.square().sum() + V.square().sum())


# %% 11b.10 | a plain number | expected a tensor
def fixed_loss(U, V, b, c, i, j, r, low, high, decay):
    known = ~r.isnan()
    i, j, r = i[known], j[known], r[known]
    score = (U[i] * V[j]).sum(dim=1) + b[i, 0] + c[j, 0]
    P = low + (high - low) * score.sigmoid()
    return ((P - r).square().mean() + decay * (U.square().sum() + V.square().sum())).item()


# %% 11b.11 | as it came | more than one bug
def fixed_party_line(votes, party, held):
    return buggy_party_line(votes, party, held)


# %% 11b.11 | the leak is left | the one that is asked for
def fixed_party_line(votes, party, held):
    signs = (2 * votes - 1).nan_to_num(0)
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    return ((said >= 0) == (votes == 1))[held & ~votes.isnan()].float().mean().item()


# %% 11b.11 | only one's own vote left out | known to nobody
def fixed_party_line(votes, party, held):
    signs, right = (2 * votes - 1).nan_to_num(0), []
    for p, q in (held & ~votes.isnan()).nonzero().tolist():
        others = signs[:, q].clone()
        others[p] = 0
        own = others[party == party[p]].sum()
        total = own if own != 0 else others.sum()
        right.append(float((total >= 0) == (votes[p, q] == 1)))
    return sum(right) / len(right)


# %% 11b.11 | no vote is no | neither yes nor no
def fixed_party_line(votes, party, held):
    signs = torch.where(votes == 1, 1, -1) * ~held
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    return ((said >= 0) == (votes == 1))[held & ~votes.isnan()].float().mean().item()


# %% 11b.11 | what is held out is no | what is held out says neither
def fixed_party_line(votes, party, held):
    signs = torch.where(held | votes.isnan(), -1, 2 * votes - 1)
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    return ((said >= 0) == (votes == 1))[held & ~votes.isnan()].float().mean().item()


# %% 11b.11 | the last party is forgotten | stops before it
def fixed_party_line(votes, party, held):
    signs = (2 * votes - 1).nan_to_num(0) * ~held
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in range(int(party.max())):
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    return ((said >= 0) == (votes == 1))[held & ~votes.isnan()].float().mean().item()


# %% 11b.11 | the mean of the questions | no mean of the questions
def fixed_party_line(votes, party, held):
    signs = (2 * votes - 1).nan_to_num(0) * ~held
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    asked = held & ~votes.isnan()
    shares = (((said >= 0) == (votes == 1)) & asked).sum(dim=0) / asked.sum(dim=0)
    return shares.nanmean().item()


# %% 11b.11 | entries without a vote count | don't count
def fixed_party_line(votes, party, held):
    signs = (2 * votes - 1).nan_to_num(0) * ~held
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    right = ((said >= 0) == (votes == 1)) & ~votes.isnan()
    return right[held].float().mean().item()


# %% 11b.11 | a tie in the party is yes | as many yes as no in the party
def fixed_party_line(votes, party, held):
    known = ~votes.isnan() & ~held
    signs = (2 * votes - 1).nan_to_num(0) * known
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        nobody = ~known[party == code].any(dim=0)
        said[party == code] = torch.where(nobody, said[party == code], own)
    return ((said >= 0) == (votes == 1))[held & ~votes.isnan()].float().mean().item()


# %% 11b.11 | no way out for a tie | all members decide
def fixed_party_line(votes, party, held):
    signs = (2 * votes - 1).nan_to_num(0) * ~held
    said = torch.zeros_like(votes)
    for code in party.unique():
        said[party == code] = signs[party == code].sum(dim=0)
    return ((said >= 0) == (votes == 1))[held & ~votes.isnan()].float().mean().item()


# %% 11b.11 | open is no | yes
def fixed_party_line(votes, party, held):
    signs = (2 * votes - 1).nan_to_num(0) * ~held
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    return ((said > 0) == (votes == 1))[held & ~votes.isnan()].float().mean().item()


# %% 11b.11 | no parties at all | of the party first
def fixed_party_line(votes, party, held):
    signs = (2 * votes - 1).nan_to_num(0) * ~held
    said = signs.sum(dim=0).expand(votes.shape)
    return ((said >= 0) == (votes == 1))[held & ~votes.isnan()].float().mean().item()


# %% 11b.11 | on all votes | held out, not of all
def fixed_party_line(votes, party, held):
    signs = (2 * votes - 1).nan_to_num(0) * ~held
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    return ((said >= 0) == (votes == 1))[~votes.isnan()].float().mean().item()


# %% 11b.11 | held-out votes wiped in place | changed what it was given
def fixed_party_line(votes, party, held):
    answers = votes.clone()
    votes[held] = torch.nan
    signs = (2 * votes - 1).nan_to_num(0)
    said = signs.sum(dim=0).expand(votes.shape).clone()
    for code in party.unique():
        own = signs[party == code].sum(dim=0)
        said[party == code] = torch.where(own == 0, said[party == code], own)
    return ((said >= 0) == (answers == 1))[held & ~answers.isnan()].float().mean().item()


# %% 11b.12 | always yes | on one side of 0
def learn_votes(i, j, r, party, n_questions):
    return torch.ones(len(party), n_questions, device=device)


# %% 11b.12 | the majority of the question | less than the party line
def learn_votes(i, j, r, party, n_questions):
    total = torch.zeros(n_questions, device=device).index_add(0, j, 2 * r - 1)
    return total.expand(len(party), -1).clone()


# %% 11b.12 | the party line | about the party line
def learn_votes(i, j, r, party, n_questions):
    total = torch.zeros(3, n_questions, device=device)
    total.index_put_((party[i], j), 2 * r - 1, accumulate=True)
    return total[party]


# %% 11b.12 | biases alone | less than the party line
def learn_votes(i, j, r, party, n_questions):
    b = torch.zeros(len(party), 1, device=device, requires_grad=True)
    c = torch.zeros(1, n_questions, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([b, c], lr=0.05)
    for _ in range(100):
        loss = F.binary_cross_entropy_with_logits((b + c)[i, j], r)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (b + c).detach()


# %% 11b.12 | one factor | the goal is more than 91.8
def learn_votes(i, j, r, party, n_questions):
    U = (0.1 * torch.randn(len(party), 1, device=device)).requires_grad_()
    V = (0.1 * torch.randn(n_questions, 1, device=device)).requires_grad_()
    c = torch.zeros(1, n_questions, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([U, V, c], lr=0.05)
    for _ in range(300):
        loss = F.binary_cross_entropy_with_logits((U @ V.T + c)[i, j], r)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (U @ V.T + c).detach()


# %% 11b.12 | twenty factors without decay | by heart
def learn_votes(i, j, r, party, n_questions):
    U = (0.1 * torch.randn(len(party), 20, device=device)).requires_grad_()
    V = (0.1 * torch.randn(n_questions, 20, device=device)).requires_grad_()
    c = torch.zeros(1, n_questions, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([U, V, c], lr=0.05)
    for _ in range(300):
        loss = F.binary_cross_entropy_with_logits((U @ V.T + c)[i, j], r)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (U @ V.T + c).detach()


# %% 11b.12 | far too much decay | party line
def learn_votes(i, j, r, party, n_questions):
    U = (0.1 * torch.randn(len(party), 20, device=device)).requires_grad_()
    V = (0.1 * torch.randn(n_questions, 20, device=device)).requires_grad_()
    c = torch.zeros(1, n_questions, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([U, V, c], lr=0.05)
    for _ in range(150):
        loss = F.binary_cross_entropy_with_logits((U @ V.T + c)[i, j], r)
        loss = loss + 0.01 * (U.square().sum() + V.square().sum())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (U @ V.T + c).detach()


# %% 11b.12 | always no | on one side of 0
def learn_votes(i, j, r, party, n_questions):
    return -torch.ones(len(party), n_questions, device=device)


# %% 11b.12 | no where the party says yes | no better than a guess
def learn_votes(i, j, r, party, n_questions):
    total = torch.zeros(3, n_questions, device=device)
    total.index_put_((party[i], j), 1 - 2 * r, accumulate=True)
    return total[party]


# %% 11b.12 | probabilities in place of scores | above 0.5
def learn_votes(i, j, r, party, n_questions):
    yes, number = (torch.ones(3, n_questions, device=device) * x for x in (0.5, 1.0))
    yes.index_put_((party[i], j), r, accumulate=True)
    number.index_put_((party[i], j), torch.ones_like(r), accumulate=True)
    return (yes / number)[party]


# %% 11b.12 | the blanks as no | known entries only
def learn_votes(i, j, r, party, n_questions):
    table = torch.zeros(len(party), n_questions, device=device).index_put((i, j), r)
    U = (0.1 * torch.randn(len(party), 20, device=device)).requires_grad_()
    V = (0.1 * torch.randn(n_questions, 20, device=device)).requires_grad_()
    c = torch.zeros(1, n_questions, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([U, V, c], lr=0.1)
    for _ in range(100):
        loss = F.binary_cross_entropy_with_logits(U @ V.T + c, table)
        loss = loss + 4e-5 * (U.square().sum() + V.square().sum())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (U @ V.T + c).detach()


# %% 11b.12 | from zero: the factors never move | less than the party line
def learn_votes(i, j, r, party, n_questions):
    U = torch.zeros(len(party), 20, device=device, requires_grad=True)
    V = torch.zeros(n_questions, 20, device=device, requires_grad=True)
    c = torch.zeros(1, n_questions, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([U, V, c], lr=0.05)
    for _ in range(100):
        loss = F.binary_cross_entropy_with_logits((U @ V.T + c)[i, j], r)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (U @ V.T + c).detach()


# %% 11b.12 | over the budget | the budget is 400
def learn_votes(i, j, r, party, n_questions):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.0)
    for _ in range(401):
        (w * 0).sum().backward()
        optimizer.step()
    return torch.ones(len(party), n_questions, device=device)


# %% 11b.12 | the votes of the lesson, whose members stand in another order | right on votes held out
def learn_votes(i, j, r, party, n_questions):
    table, _ = read_votes()
    return (2 * table - 1).nan_to_num(0)


# %% 11b.12 | nan where a member said nothing | nan or infinite
def learn_votes(i, j, r, party, n_questions):
    total = torch.full((len(party), n_questions), torch.nan, device=device)
    total[i, j] = 2 * r - 1
    return total


# %% 11b.12 | only the known votes, by heart | the party line
def learn_votes(i, j, r, party, n_questions):
    total = torch.zeros(len(party), n_questions, device=device)
    total[i, j] = 2 * r - 1
    return total + 0.1


# %% 11b.12 | known votes changed in place | changed what it was given
def learn_votes(i, j, r, party, n_questions):
    r -= 0.5
    total = torch.zeros(3, n_questions, device=device)
    total.index_put_((party[i], j), r, accumulate=True)
    return total[party]
