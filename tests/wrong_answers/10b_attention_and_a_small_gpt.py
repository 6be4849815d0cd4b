# Wrong answers to the exercises of chapter 10b: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 10b.1 | itself left out, on paper | may look at itself
allowed, chunk, shares = 15, 18, [4.0, 3.0, 5.0]


# %% 10b.1 | everything allowed, on paper | not at what comes after
allowed, chunk, shares = 36, 18, [4.0, 3.0, 5.0]


# %% 10b.1 | the old keys forgotten, on paper | see the four old ones
allowed, chunk, shares = 21, 6, [4.0, 3.0, 5.0]


# %% 10b.1 | the future counted in the chunk, on paper | the first new one sees five
allowed, chunk, shares = 21, 21, [4.0, 3.0, 5.0]


# %% 10b.1 | sums in place of means, on paper | the mean, not the sum
allowed, chunk, shares = 21, 18, [4.0, 6.0, 15.0]


# %% 10b.1 | mean of all, on paper | not at what comes after
allowed, chunk, shares = 21, 18, [5.0, 5.0, 5.0]


# %% 10b.1 | the diagonal begins at the first key | the queries are the last positions
def causal_mask(n_queries, n_keys, device):
    return torch.ones(n_queries, n_keys, dtype=torch.bool, device=device).tril()


# %% 10b.1 | inverted | true means may look
def causal_mask(n_queries, n_keys, device):
    return torch.ones(n_queries, n_keys, dtype=torch.bool, device=device).triu(1 + n_keys - n_queries)


# %% 10b.1 | a position does not see itself | may look at itself
def causal_mask(n_queries, n_keys, device):
    return torch.ones(n_queries, n_keys, dtype=torch.bool, device=device).tril(n_keys - n_queries - 1)


# %% 10b.1 | one too far | that is the next
def causal_mask(n_queries, n_keys, device):
    return torch.ones(n_queries, n_keys, dtype=torch.bool, device=device).tril(n_keys - n_queries + 1)


# %% 10b.1 | the upper triangle | what you allow is the future
def causal_mask(n_queries, n_keys, device):
    return torch.ones(n_queries, n_keys, dtype=torch.bool, device=device).triu(n_keys - n_queries)


# %% 10b.1 | ones and zeros, not True and False | bool
def causal_mask(n_queries, n_keys, device):
    return torch.ones(n_queries, n_keys, device=device).tril(n_keys - n_queries)


# %% 10b.1 | the additive mask | not 0 and -inf
def causal_mask(n_queries, n_keys, device):
    mask = torch.full((n_queries, n_keys), -torch.inf, device=device)
    return mask.triu(1 + n_keys - n_queries)


# %% 10b.1 | device ignored | where is device used
def causal_mask(n_queries, n_keys, device):
    return torch.ones(n_queries, n_keys, dtype=torch.bool).tril(n_keys - n_queries)


# %% 10b.1 | the example by heart | expected shape
def causal_mask(n_queries, n_keys, device):
    return torch.tensor([[True, True, False], [True, True, True]], device=device)


# %% 10b.1 | square, whatever the queries | expected shape
def causal_mask(n_queries, n_keys, device):
    return torch.ones(n_keys, n_keys, dtype=torch.bool, device=device).tril()


# %% 10b.1 | two loops for the mask | without: loop
def causal_mask(n_queries, n_keys, device):
    rows = [[j <= i + n_keys - n_queries for j in range(n_keys)] for i in range(n_queries)]
    return torch.tensor(rows, device=device)


# %% 10b.1 | the sum so far | that is the sum so far
def mean_so_far(X):
    return X.cumsum(dim=1)


# %% 10b.1 | mean of all positions | not at all positions
def mean_so_far(X):
    return X.mean(dim=1, keepdim=True).expand_as(X)


# %% 10b.1 | divided by T | there are t + 1 numbers
def mean_so_far(X):
    return X.cumsum(dim=1) / X.shape[1]


# %% 10b.1 | divided by t | position 0 counts
def mean_so_far(X):
    return X.cumsum(dim=1) / torch.arange(X.shape[1]).clamp(min=1)[:, None]


# %% 10b.1 | mean of what is to come | what is to come
def mean_so_far(X):
    n = torch.arange(X.shape[1], 0, -1)[:, None]
    return X.flip(1).cumsum(dim=1).flip(1) / n


# %% 10b.1 | along the batch | the batch is axis 0
def mean_so_far(X):
    return X.cumsum(dim=0) / torch.arange(1, X.shape[0] + 1)[:, None, None]


# %% 10b.1 | along D | axis 2 is d
def mean_so_far(X):
    return X.cumsum(dim=2) / torch.arange(1, X.shape[2] + 1)


# %% 10b.1 | without itself | looks at itself
def mean_so_far(X):
    n = torch.arange(X.shape[1]).clamp(min=1)[:, None]
    return (X.cumsum(dim=1) - X) / n


# %% 10b.1 | in place | changed the x
def mean_so_far(X):
    X.copy_(X.cumsum(dim=1))
    return X / torch.arange(1, X.shape[1] + 1)[:, None]


# %% 10b.1 | a loop over the positions | without: loop
def mean_so_far(X):
    return torch.stack([X[:, : t + 1].mean(dim=1) for t in range(X.shape[1])], dim=1)


# %% 10b.2 | no scale | divided by √d
def attention(Q, K, V, allowed=None):
    scores = Q @ K.transpose(-2, -1)
    if allowed is not None:
        some = allowed.any(dim=-1, keepdim=True)
        scores = scores.masked_fill(some & ~allowed, -torch.inf)
    weights = scores.softmax(dim=-1) * (1 if allowed is None else allowed)
    return weights @ V, weights


# %% 10b.2 | divided by d | not by d
def attention(Q, K, V, allowed=None):
    weights = (Q @ K.transpose(-2, -1) / Q.shape[-1]).softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | divided by the root of the number of keys | not the number of keys
def attention(Q, K, V, allowed=None):
    weights = (Q @ K.transpose(-2, -1) / K.shape[-2] ** 0.5).softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | divided by the root of d_v | not of v
def attention(Q, K, V, allowed=None):
    weights = (Q @ K.transpose(-2, -1) / V.shape[-1] ** 0.5).softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | multiplied by √d | not multiplied
def attention(Q, K, V, allowed=None):
    weights = (Q @ K.transpose(-2, -1) * Q.shape[-1] ** 0.5).softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | softmax over the queries | the softmax goes over the keys
def attention(Q, K, V, allowed=None):
    weights = (Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5).softmax(dim=-2)
    return weights @ V, weights


# %% 10b.2 | mask ignored | `allowed` is false
def attention(Q, K, V, allowed=None):
    weights = (Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5).softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | mask inverted | true means may look
def attention(Q, K, V, allowed=None):
    scores = Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5
    if allowed is None:
        allowed = torch.zeros_like(scores, dtype=torch.bool)
    some = (~allowed).any(dim=-1, keepdim=True)
    weights = scores.masked_fill(some & allowed, -torch.inf).softmax(dim=-1) * ~allowed
    return weights @ V, weights


# %% 10b.2 | mask after the softmax | add up to less than 1
def attention(Q, K, V, allowed=None):
    weights = (Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5).softmax(dim=-1)
    if allowed is not None:
        weights = weights * allowed
    return weights @ V, weights


# %% 10b.2 | masked scores set to 0 | a score of 0 is no mask
def attention(Q, K, V, allowed=None):
    scores = Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5
    if allowed is not None:
        scores = scores * allowed
    weights = scores.softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | a row of -inf | not nan
def attention(Q, K, V, allowed=None):
    scores = Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5
    if allowed is not None:
        scores = scores.masked_fill(~allowed, -torch.inf)
    weights = scores.softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | -1e9 lets an empty row look everywhere | looks at all keys evenly
def attention(Q, K, V, allowed=None):
    scores = Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5
    if allowed is not None:
        scores = scores.masked_fill(~allowed, -1e9)
    weights = scores.softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | nan replaced too late | a gradient is nan
def attention(Q, K, V, allowed=None):
    scores = Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5
    if allowed is not None:
        scores = scores + torch.zeros(allowed.shape).masked_fill(~allowed, -torch.inf)
    weights = scores.softmax(dim=-1)
    weights = torch.where(weights.isnan(), 0.0, weights)
    return weights @ V, weights


# %% 10b.2 | exp overflows | large scores
def attention(Q, K, V, allowed=None):
    e = (Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5).exp()
    if allowed is not None:
        e = e * allowed
    weights = e / e.sum(dim=-1, keepdim=True).clamp(min=1e-30)
    return weights @ V, weights


# %% 10b.2 | only the output | expected a tuple
def attention(Q, K, V, allowed=None):
    weights = (Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5).softmax(dim=-1)
    return weights @ V


# %% 10b.2 | Q scaled in place | changed what it was given
def attention(Q, K, V, allowed=None):
    Q /= Q.shape[-1] ** 0.5
    weights = (Q @ K.transpose(-2, -1)).softmax(dim=-1)
    return weights @ V, weights


# %% 10b.2 | transposes all axes | your code raised
def attention(Q, K, V, allowed=None):
    scores = Q @ K.transpose(0, 1) / Q.shape[-1] ** 0.5
    if allowed is None:
        return scores.softmax(dim=-1) @ V, scores.softmax(dim=-1)
    some = allowed.any(dim=-1, keepdim=True)
    weights = scores.masked_fill(some & ~allowed, -torch.inf).softmax(dim=-1) * allowed
    return weights @ V, weights


# %% 10b.2 | PyTorch's own | do without
def attention(Q, K, V, allowed=None):
    return F.scaled_dot_product_attention(Q, K, V, attn_mask=allowed), (Q @ K.mT).softmax(dim=-1)


# %% 10b.2 | weights cut from the graph | a gradient is nan or missing
def attention(Q, K, V, allowed=None):
    scores = (Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5).detach()
    if allowed is not None:
        some = allowed.any(dim=-1, keepdim=True)
        scores = scores.masked_fill(some & ~allowed, -torch.inf)
    weights = scores.softmax(dim=-1) * (1 if allowed is None else allowed)
    return weights @ V, weights


# %% 10b.2 | -1e9 is not low enough, and large scores beat it | large scores
def attention(Q, K, V, allowed=None):
    scores = Q @ K.transpose(-2, -1) / Q.shape[-1] ** 0.5
    if allowed is None:
        return scores.softmax(dim=-1) @ V, scores.softmax(dim=-1)
    some = allowed.any(dim=-1, keepdim=True)
    weights = scores.masked_fill(some & ~allowed, -100.0).softmax(dim=-1) * allowed
    return weights @ V, weights


# %% 10b.3 | view alone | whole positions
def split_heads(X, n_heads):
    B, T, D = X.shape
    return X.view(B, n_heads, T, D // n_heads)


# %% 10b.3 | axes not exchanged | before the positions
def split_heads(X, n_heads):
    B, T, D = X.shape
    return X.view(B, T, n_heads, D // n_heads)


# %% 10b.3 | every n_heads-th number | head 0 gets the first
def split_heads(X, n_heads):
    B, T, D = X.shape
    return X.view(B, T, D // n_heads, n_heads).permute(0, 3, 1, 2)


# %% 10b.3 | exchanged before cutting | cut first
def split_heads(X, n_heads):
    B, T, D = X.shape
    return X.transpose(1, 2).reshape(B, n_heads, T, D // n_heads)


# %% 10b.3 | the last two axes exchanged | stand before d
def split_heads(X, n_heads):
    B, T, D = X.shape
    return X.view(B, T, n_heads, D // n_heads).permute(0, 2, 3, 1)


# %% 10b.3 | always two heads, as in the example | expected shape
def split_heads(X, n_heads):
    return torch.stack(X.chunk(2, dim=2), dim=1)


# %% 10b.3 | a loop over the heads | without: loop
def split_heads(X, n_heads):
    d = X.shape[2] // n_heads
    return torch.stack([X[:, :, i * d : (i + 1) * d] for i in range(n_heads)], dim=1)


# %% 10b.3 | merged with view alone | first exchange heads and positions
def merge_heads(X):
    B, h, T, d = X.shape
    return X.reshape(B, T, h * d)


# %% 10b.3 | numbers of the heads alternate | stay together
def merge_heads(X):
    return X.permute(0, 2, 3, 1).flatten(2)


# %% 10b.3 | mean of the heads | no mean
def merge_heads(X):
    return X.mean(dim=1)


# %% 10b.3 | not causal | causal
def multi_head(X, W_qkv, W_out, n_heads):
    Q, K, V = (X @ W_qkv).chunk(3, dim=-1)
    Q, K, V = split_heads(Q, n_heads), split_heads(K, n_heads), split_heads(V, n_heads)
    return merge_heads(F.scaled_dot_product_attention(Q, K, V)) @ W_out


# %% 10b.3 | one head | split
def multi_head(X, W_qkv, W_out, n_heads):
    Q, K, V = (X @ W_qkv).chunk(3, dim=-1)
    return F.scaled_dot_product_attention(Q, K, V, is_causal=True) @ W_out


# %% 10b.3 | W_out forgotten | times w_out
def multi_head(X, W_qkv, W_out, n_heads):
    Q, K, V = (X @ W_qkv).chunk(3, dim=-1)
    Q, K, V = split_heads(Q, n_heads), split_heads(K, n_heads), split_heads(V, n_heads)
    return merge_heads(F.scaled_dot_product_attention(Q, K, V, is_causal=True))


# %% 10b.3 | W_out transposed | not w_out.t
def multi_head(X, W_qkv, W_out, n_heads):
    Q, K, V = (X @ W_qkv).chunk(3, dim=-1)
    Q, K, V = split_heads(Q, n_heads), split_heads(K, n_heads), split_heads(V, n_heads)
    return merge_heads(F.scaled_dot_product_attention(Q, K, V, is_causal=True)) @ W_out.T


# %% 10b.3 | divided by √D | not by √d
def multi_head(X, W_qkv, W_out, n_heads):
    Q, K, V = (X @ W_qkv).chunk(3, dim=-1)
    Q, K, V = split_heads(Q, n_heads), split_heads(K, n_heads), split_heads(V, n_heads)
    scale = X.shape[2] ** -0.5
    return merge_heads(F.scaled_dot_product_attention(Q, K, V, is_causal=True, scale=scale)) @ W_out


# %% 10b.3 | values and keys exchanged | first queries
def multi_head(X, W_qkv, W_out, n_heads):
    Q, V, K = (X @ W_qkv).chunk(3, dim=-1)
    Q, K, V = split_heads(Q, n_heads), split_heads(K, n_heads), split_heads(V, n_heads)
    return merge_heads(F.scaled_dot_product_attention(Q, K, V, is_causal=True)) @ W_out


# %% 10b.3 | every third column a query | not every third
def multi_head(X, W_qkv, W_out, n_heads):
    B, T, D = X.shape
    Q, K, V = (X @ W_qkv).view(B, T, D, 3).unbind(3)
    Q, K, V = split_heads(Q, n_heads), split_heads(K, n_heads), split_heads(V, n_heads)
    return merge_heads(F.scaled_dot_product_attention(Q, K, V, is_causal=True)) @ W_out


# %% 10b.3 | cut with view inside | whole positions
def multi_head(X, W_qkv, W_out, n_heads):
    B, T, D = X.shape
    Q, K, V = (X @ W_qkv).view(B, T, 3, D).permute(2, 0, 1, 3).reshape(3, B, n_heads, T, D // n_heads)
    return F.scaled_dot_product_attention(Q, K, V, is_causal=True).reshape(B, T, D) @ W_out


# %% 10b.4 | exponent j / D | the same angle
def positions(T, D):
    angle = torch.arange(T)[:, None] / 10000 ** (torch.arange(D) / D)
    return torch.where(torch.arange(D) % 2 == 0, angle.sin(), angle.cos())


# %% 10b.4 | exponent i / D | the exponent is 2i / d
def positions(T, D):
    angle = torch.arange(T)[:, None] / 10000 ** (torch.arange(D // 2) / D)
    return torch.stack([angle.sin(), angle.cos()], dim=2).flatten(1)


# %% 10b.4 | multiplied by the power | t is divided
def positions(T, D):
    angle = torch.arange(T)[:, None] * 10000 ** (torch.arange(0, D, 2) / D)
    return torch.stack([angle.sin(), angle.cos()], dim=2).flatten(1)


# %% 10b.4 | sines first, cosines behind them | alternate
def positions(T, D):
    angle = torch.arange(T)[:, None] / 10000 ** (torch.arange(0, D, 2) / D)
    return torch.cat([angle.sin(), angle.cos()], dim=1)


# %% 10b.4 | cosine first | sine first
def positions(T, D):
    angle = torch.arange(T)[:, None] / 10000 ** (torch.arange(0, D, 2) / D)
    return torch.stack([angle.cos(), angle.sin()], dim=2).flatten(1)


# %% 10b.4 | counted from 1 | the first position is 0
def positions(T, D):
    angle = torch.arange(1, T + 1)[:, None] / 10000 ** (torch.arange(0, D, 2) / D)
    return torch.stack([angle.sin(), angle.cos()], dim=2).flatten(1)


# %% 10b.4 | the example by heart | expected shape
def positions(T, D):
    return torch.tensor([[0, 1, 0, 1], [math.sin(1), math.cos(1), math.sin(0.01), math.cos(0.01)]])


# %% 10b.4 | always True | its outputs move with the tokens
def order_counts(model, tokens):
    return True


# %% 10b.4 | always False | several shuffles
def order_counts(model, tokens):
    return False


# %% 10b.4 | compared with the outputs as they were | compare with the old outputs, shuffled
def order_counts(model, tokens):
    was = model.training
    model.eval()
    order = torch.randperm(tokens.shape[1])
    found = (model(tokens[:, order]) - model(tokens)).abs().max().item() > 1e-3
    model.train(was)
    return found


# %% 10b.4 | dropout stays on | is dropout off
def order_counts(model, tokens):
    order = torch.randperm(tokens.shape[1])
    return (model(tokens[:, order]) - model(tokens)[:, order]).abs().max().item() > 1e-3


# %% 10b.4 | the mode is not restored | in another mode
def order_counts(model, tokens):
    model.eval()
    found = False
    for _ in range(5):
        order = torch.randperm(tokens.shape[1])
        found = found or (model(tokens[:, order]) - model(tokens)[:, order]).abs().max().item() > 1e-3
    return found


# %% 10b.4 | always in training mode afterwards | in another mode
def order_counts(model, tokens):
    model.eval()
    found = False
    for _ in range(5):
        order = torch.randperm(tokens.shape[1])
        found = found or (model(tokens[:, order]) - model(tokens)[:, order]).abs().max().item() > 1e-3
    model.train()
    return found


# %% 10b.4 | only the last output looked at | not only the last output
def order_counts(model, tokens):
    was = model.training
    model.eval()
    order = torch.cat([torch.randperm(tokens.shape[1] - 1), torch.tensor([tokens.shape[1] - 1])])
    found = (model(tokens[:, order]) - model(tokens))[:, -1].abs().max().item() > 1e-3
    model.train(was)
    return found


# %% 10b.4 | the last two exchanged, and no others | several shuffles
def order_counts(model, tokens):
    was = model.training
    model.eval()
    T = tokens.shape[1]
    order = torch.tensor([*range(T - 2), T - 1, T - 2])
    found = (model(tokens[:, order]) - model(tokens)[:, order]).abs().max().item() > 1e-3
    model.train(was)
    return found


# %% 10b.4 | turned round once, and no other order | several shuffles
def order_counts(model, tokens):
    was = model.training
    model.eval()
    found = (model(tokens.flip(1)) - model(tokens).flip(1)).abs().max().item() > 1e-3
    model.train(was)
    return found


# %% 10b.4 | the first two exchanged, and no others | several shuffles
def order_counts(model, tokens):
    was = model.training
    model.eval()
    order = torch.tensor([1, 0, *range(2, tokens.shape[1])])
    found = (model(tokens[:, order]) - model(tokens)[:, order]).abs().max().item() > 1e-3
    model.train(was)
    return found


# %% 10b.4 | one shuffle only | several shuffles
def order_counts(model, tokens):
    was = model.training
    model.eval()
    order = torch.randperm(tokens.shape[1])
    found = (model(tokens[:, order]) - model(tokens)[:, order]).abs().max().item() > 1e-3
    model.train(was)
    return found


# %% 10b.4 | compared exactly | within 1e-4
def order_counts(model, tokens):
    was = model.training
    model.eval()
    found = False
    for _ in range(5):
        order = torch.randperm(tokens.shape[1])
        found = found or (model(tokens[:, order]) - model(tokens)[:, order]).abs().max().item() > 0
    model.train(was)
    return found


# %% 10b.4 | rows shuffled, not positions | order_counts
def order_counts(model, tokens):
    was = model.training
    model.eval()
    order = torch.randperm(tokens.shape[0])
    found = (model(tokens[order]) - model(tokens)[order]).abs().max().item() > 1e-3
    model.train(was)
    return found


# %% 10b.4 | tokens shuffled in place | changed the tokens
def order_counts(model, tokens):
    was = model.training
    model.eval()
    plain, order = model(tokens), torch.arange(tokens.shape[1]).roll(1)
    tokens[:] = tokens[:, order]
    found = (model(tokens) - plain[:, order]).abs().max().item() > 1e-3
    model.train(was)
    return found


# %% 10b.4 | a tensor in place of True or False | bool
def order_counts(model, tokens):
    was = model.training
    model.eval()
    order = torch.randperm(tokens.shape[1])
    found = (model(tokens[:, order]) - model(tokens)[:, order]).abs().max() > 1e-3
    model.train(was)
    return found


# %% 10b.5 | every model is wrong | is right
def catches(model):
    return True


# %% 10b.5 | nothing caught | lets a wrong model pass
def catches(model):
    return False


# %% 10b.5 | only the last token changed | lets a wrong model pass
def catches(model):
    try:
        tokens = torch.randint(10, (2, 8))
        other = tokens.clone()
        other[:, -1] = (tokens[:, -1] + 1) % 10
        return not (model(other.clone()) - model(tokens.clone()))[:, :-1].abs().max() <= 1e-3
    except Exception:
        return True


# %% 10b.5 | the future only, at every position | lets a wrong model pass
def catches(model):
    try:
        for T in (4, 9, 16):
            tokens = torch.randint(10, (2, T))
            for t in range(1, T):
                other = tokens.clone()
                other[:, t] = (tokens[:, t] + 1) % 10
                if not (model(other.clone()) - model(tokens.clone()))[:, :t].abs().max() <= 1e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10b.5 | shapes only | lets a wrong model pass
def catches(model):
    try:
        return any(model(torch.randint(10, (B, T))).shape != (B, T, 10) for B in (1, 3) for T in (1, 16))
    except Exception:
        return True


# %% 10b.5 | only short texts | lets a wrong model pass
def catches(model):
    try:
        for T in (1, 2, 5, 8):
            tokens = torch.randint(10, (3, T))
            tokens[:, 1:2] = (tokens[:, :1] + 1) % 10
            given, plain = tokens.clone(), model(tokens)
            alone = torch.cat([model(row[None]) for row in tokens])
            if not torch.equal(given, tokens) or not (alone - plain).abs().max() <= 1e-3:
                return True
            for t in range(T):
                if not (model(tokens[:, : t + 1]) - plain[:, : t + 1]).abs().max() <= 1e-3:
                    return True
                other = tokens.clone()
                other[1, t] = (tokens[1, t] + 1) % 10
                moved = (model(other) - plain).abs().amax(dim=2)
                if not moved[1, t:].min() > 5e-3:
                    return True
                moved[1, t:] = 0
                if not moved.max() <= 1e-3:
                    return True
            if T > 2:
                other[:, [0, 1]] = tokens[:, [1, 0]]
                if not (model(other) - plain).abs().amax(dim=2)[:, 2:].min() > 5e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10b.5 | everything but the order | the order of the past does not count
def catches(model):
    try:
        for T in (1, 2, 5, 8, 16):
            tokens = torch.randint(10, (3, T))
            given, plain = tokens.clone(), model(tokens)
            alone = torch.cat([model(row[None]) for row in tokens])
            if not torch.equal(given, tokens) or not (alone - plain).abs().max() <= 1e-3:
                return True
            for t in range(T):
                if not (model(tokens[:, : t + 1]) - plain[:, : t + 1]).abs().max() <= 1e-3:
                    return True
                other = tokens.clone()
                other[1, t] = (tokens[1, t] + 1) % 10
                moved = (model(other) - plain).abs().amax(dim=2)
                if not moved[1, t:].min() > 5e-3:
                    return True
                moved[1, t:] = 0
                if not moved.max() <= 1e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10b.5 | one row only | row
def catches(model):
    try:
        for T in (1, 2, 5, 8, 16):
            tokens = torch.randint(10, (1, T))
            tokens[:, 1:2] = (tokens[:, :1] + 1) % 10
            given, plain = tokens.clone(), model(tokens)
            again = model(tokens)
            if plain.shape != (1, T, 10) or not torch.equal(given, tokens) or not (again - plain).abs().max() <= 1e-3:
                return True
            for t in range(T):
                if not (model(tokens[:, : t + 1]) - plain[:, : t + 1]).abs().max() <= 1e-3:
                    return True
                other = tokens.clone()
                other[0, t] = (tokens[0, t] + 1) % 10
                moved = (model(other) - plain).abs().amax(dim=2)
                if not moved[0, t:].min() > 5e-3 or (t and not moved[0, :t].max() <= 1e-3):
                    return True
            if T > 2:
                other[:, [0, 1]] = tokens[:, [1, 0]]
                if not (model(other) - plain).abs().amax(dim=2)[:, 2:].min() > 5e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10b.5 | compared exactly | is right
def catches(model):
    try:
        tokens = torch.randint(10, (3, 12))
        return not torch.equal(model(tokens[:, :7]) + 1e-9 * torch.randn(()) + 1e-7, model(tokens)[:, :7])
    except Exception:
        return True


# %% 10b.5 | nan passes each comparison | nan
def catches(model):
    try:
        for T in (1, 2, 5, 8, 16):
            tokens = torch.randint(10, (3, T))
            tokens[:, 1:2] = (tokens[:, :1] + 1) % 10
            given, plain = tokens.clone(), model(tokens)
            alone = torch.cat([model(row[None]) for row in tokens])
            if plain.shape != (3, T, 10) or not torch.equal(given, tokens) or (alone - plain).abs().max() > 1e-3:
                return True
            for t in range(T):
                if (model(tokens[:, : t + 1]) - plain[:, : t + 1]).abs().max() > 1e-3:
                    return True
                other = tokens.clone()
                other[1, t] = (tokens[1, t] + 1) % 10
                moved = (model(other) - plain).abs().amax(dim=2)
                if (moved[1, t:] < 5e-3).any():
                    return True
                moved[1, t:] = 0
                if (moved > 1e-3).any():
                    return True
            if T > 2:
                other[:, [0, 1]] = tokens[:, [1, 0]]
                if (model(other) - plain).abs().amax(dim=2)[:, 2:].min() < 5e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10b.5 | errors pass through | your code raised
def catches(model):
    for T in (1, 2, 5, 11, 16):
        tokens = torch.randint(10, (3, T))
        tokens[:, 1:2] = (tokens[:, :1] + 1) % 10
        given, plain = tokens.clone(), model(tokens)
        if plain.shape != (3, T, 10) or not torch.equal(tokens, given):
            return True
        alone = torch.cat([model(row[None]) for row in tokens])
        if not (alone - plain).abs().max() <= 1e-3:
            return True
        for t in range(T):
            if not (model(tokens[:, : t + 1]) - plain[:, : t + 1]).abs().max() <= 1e-3:
                return True
            other = tokens.clone()
            other[1, t] = (tokens[1, t] + 1) % 10
            moved = (model(other) - plain).abs().amax(dim=2)
            if not moved[1, t:].min() > 5e-3:
                return True
            moved[1, t:] = 0
            if not moved.max() <= 1e-3:
                return True
        if T > 2:
            other[:, [0, 1]] = tokens[:, [1, 0]]
            if not (model(other) - plain).abs().amax(dim=2)[:, 2:].min() > 5e-3:
                return True
    return False


# %% 10b.5 | a number in place of True and False | must return true or false
def catches(model):
    tokens = torch.randint(10, (3, 12))
    return (model(tokens[:, :7]) - model(tokens)[:, :7]).abs().max()


# %% 10b.5 | a token that does not exist | if you catch exceptions
def catches(model):
    try:
        tokens = torch.randint(10, (3, 12))
        other = tokens.clone()
        other[:, -1] = 10
        return not (model(other) - model(tokens))[:, :-1].abs().max() <= 1e-3
    except Exception:
        return True


# %% 10b.5 | the rows are never asked alone | when there are more rows
def catches(model):
    """Say whether model, tokens (B, T) -> logits (B, T, 10), is anything else than a right causal model."""
    try:
        for T in (1, 2, 5, 11, 16):
            tokens = torch.randint(10, (3, T))
            tokens[:, 1:2] = (tokens[:, :1] + 1) % 10  # the first two differ
            given, plain = tokens.clone(), model(tokens)
            alone = model(tokens)
            right = plain.shape == (3, T, 10) and torch.equal(tokens, given) and (alone - plain).abs().max() <= 1e-3
            for t in range(T):
                right = right and (model(tokens[:, : t + 1]) - plain[:, : t + 1]).abs().max() <= 1e-3
                other = tokens.clone()
                other[1, t] = (tokens[1, t] + 1 + torch.randint(9, ())) % 10
                moved = (model(other) - plain).abs().amax(dim=2)
                own, moved[1, t:] = moved[1, t:].min().item(), 0
                right = right and own > 5e-3 and moved.max() <= 1e-3
            other = torch.cat([tokens[:, :2].flip(1), tokens[:, 2:]], dim=1)  # exchanged
            if not right or not ((model(other) - plain).abs().amax(dim=2)[:, 2:] > 5e-3).all():
                return True
    except Exception:
        return True
    return False


# %% 10b.5 | a token has to move something, not everything behind it | three places back
def catches(model):
    """Say whether model, tokens (B, T) -> logits (B, T, 10), is anything else than a right causal model."""
    try:
        for T in (1, 2, 5, 11, 16):
            tokens = torch.randint(10, (3, T))
            tokens[:, 1:2] = (tokens[:, :1] + 1) % 10  # the first two differ
            given, plain = tokens.clone(), model(tokens)
            alone = torch.cat([model(row[None]) for row in tokens])  # asked again, without the other rows
            right = plain.shape == (3, T, 10) and torch.equal(tokens, given) and (alone - plain).abs().max() <= 1e-3
            for t in range(T):
                right = right and (model(tokens[:, : t + 1]) - plain[:, : t + 1]).abs().max() <= 1e-3
                other = tokens.clone()
                other[1, t] = (tokens[1, t] + 1 + torch.randint(9, ())) % 10
                moved = (model(other) - plain).abs().amax(dim=2)
                own, moved[1, t:] = moved[1, t:].max().item(), 0
                right = right and own > 5e-3 and moved.max() <= 1e-3
            other = torch.cat([tokens[:, :2].flip(1), tokens[:, 2:]], dim=1)  # exchanged
            if not right or not ((model(other) - plain).abs().amax(dim=2)[:, 2:] > 5e-3).all():
                return True
    except Exception:
        return True
    return False


# %% 10b.6 | divided by D - 1, on paper | not by d - 1
pair, far, small = [-(0.5**0.5), 0.5**0.5], [-(0.5**0.5), 0.5**0.5], [-0.5, 0.5]


# %% 10b.6 | divided by the variance, on paper | divided by the root
pair, far, small = [-0.5, 0.5], [-0.5, 0.5], [-0.25, 0.25]


# %% 10b.6 | only the mean taken away, on paper | divide by the standard deviation
pair, far, small = [-2.0, 2.0], [-2.0, 2.0], [-0.5, 0.5]


# %% 10b.6 | ε outside the root, on paper | ε stands inside the root
pair, far, small = [-1.0, 1.0], [-1.0, 1.0], [-0.25, 0.25]


# %% 10b.6 | far away, so other numbers, on paper | the mean goes
pair, far, small = [-1.0, 1.0], [25.0, 26.0], [-0.5, 0.5]


# %% 10b.6 | ε outside the root | ε stands inside the root
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(-1, keepdim=True)) / (X.std(-1, keepdim=True, correction=0) + eps) * w + b


# %% 10b.6 | variance over D - 1 | not by d - 1
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(-1, keepdim=True)) / (X.var(-1, keepdim=True) + eps).sqrt() * w + b


# %% 10b.6 | batch norm | not the batch
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(0, keepdim=True)) / (X.var(0, keepdim=True, correction=0) + eps).sqrt() * w + b


# %% 10b.6 | along the positions | not the positions
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(-2, keepdim=True)) / (X.var(-2, keepdim=True, correction=0) + eps).sqrt() * w + b


# %% 10b.6 | axis 1, right for matrices | not the positions
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(1, keepdim=True)) / (X.var(1, keepdim=True, correction=0) + eps).sqrt() * w + b


# %% 10b.6 | over everything | the last axis alone
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean()) / (X.var(correction=0) + eps).sqrt() * w + b


# %% 10b.6 | no root | divided by the root
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(-1, keepdim=True)) / (X.var(-1, keepdim=True, correction=0) + eps) * w + b


# %% 10b.6 | eps ignored | is it used
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(-1, keepdim=True)) / (X.var(-1, keepdim=True, correction=0) + 1e-5).sqrt() * w + b


# %% 10b.6 | w forgotten | times w
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(-1, keepdim=True)) / (X.var(-1, keepdim=True, correction=0) + eps).sqrt() + b


# %% 10b.6 | b forgotten | plus b
def layer_norm(X, w, b, eps=1e-5):
    return (X - X.mean(-1, keepdim=True)) / (X.var(-1, keepdim=True, correction=0) + eps).sqrt() * w


# %% 10b.6 | in place | changed what it was given
def layer_norm(X, w, b, eps=1e-5):
    X -= X.mean(-1, keepdim=True)
    return X / (X.square().mean(-1, keepdim=True) + eps).sqrt() * w + b


# %% 10b.6 | PyTorch's own | do without
def layer_norm(X, w, b, eps=1e-5):
    return F.layer_norm(X, w.shape, w, b, eps)


# %% 10b.6 | RMS norm with the mean taken away | only layer norm
def rms_norm(X, w, eps=1e-5):
    return (X - X.mean(-1, keepdim=True)) / (X.var(-1, keepdim=True, correction=0) + eps).sqrt() * w


# %% 10b.6 | divided by the norm, not the root mean square | the mean of the squares
def rms_norm(X, w, eps=1e-5):
    return X / (X.square().sum(-1, keepdim=True) + eps).sqrt() * w


# %% 10b.6 | RMS with ε outside | ε stands inside the root
def rms_norm(X, w, eps=1e-5):
    return X / (X.square().mean(-1, keepdim=True).sqrt() + eps) * w


# %% 10b.7 | not brought back to 1 | add up to 1 again
def top_k(logits, k):
    least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    P = logits.softmax(dim=1)
    return torch.where(logits >= least, P, 0.0)


# %% 10b.7 | logits set to 0 | it takes -inf
def top_k(logits, k):
    least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    return torch.where(logits >= least, logits, 0.0).softmax(dim=1)


# %% 10b.7 | k larger than V | your code raised
def top_k(logits, k):
    least = logits.topk(k, dim=1).values[:, -1:]
    return logits.masked_fill(logits < least, -torch.inf).softmax(dim=1)


# %% 10b.7 | one too few | one too few
def top_k(logits, k):
    k = min(k, logits.shape[1])
    least = logits.topk(max(k - 1, 1), dim=1).values[:, -1:]
    return logits.masked_fill(logits < least, -torch.inf).softmax(dim=1)


# %% 10b.7 | one too many | one too many
def top_k(logits, k):
    k = min(k + 1, logits.shape[1])
    least = logits.topk(k, dim=1).values[:, -1:]
    return logits.masked_fill(logits < least, -torch.inf).softmax(dim=1)


# %% 10b.7 | the k-th of the first row for all | top_k of logits
def top_k(logits, k):
    least = logits.topk(min(k, logits.shape[1]), dim=1).values[0, -1]
    kept = logits.masked_fill(logits < least, -torch.inf)
    return kept.softmax(dim=1)


# %% 10b.7 | in sorted order, and only k of them | expected shape
def top_k(logits, k):
    return logits.topk(min(k, logits.shape[1]), dim=1).values.softmax(dim=1)


# %% 10b.7 | all alike | keep their ratios
def top_k(logits, k):
    least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    P = ((logits >= least) & logits.isfinite()).float()
    return P / P.sum(dim=1, keepdim=True)


# %% 10b.7 | -inf written into the logits | changed the logits
def top_k(logits, k):
    least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    logits[logits < least] = -torch.inf
    return logits.softmax(dim=1)


# %% 10b.7 | the token that reaches p is dropped | is kept, too
def top_p(logits, p):
    ordered, where = logits.sort(dim=1, descending=True)
    P = ordered.softmax(dim=1)
    keep = P.cumsum(dim=1) < p
    keep[:, 0] = True
    P = P * keep
    return torch.zeros_like(P).scatter(1, where, P / P.sum(dim=1, keepdim=True))


# %% 10b.7 | each probability above p | is to reach p
def top_p(logits, p):
    P = logits.softmax(dim=1)
    P = P * ((P >= p) | (P == P.amax(dim=1, keepdim=True)))
    return P / P.sum(dim=1, keepdim=True)


# %% 10b.7 | left in sorted order | in sorted order
def top_p(logits, p):
    P = logits.softmax(dim=1).sort(dim=1, descending=True).values
    P = torch.where(P.cumsum(dim=1) - P < p, P, 0.0)
    return P / P.sum(dim=1, keepdim=True)


# %% 10b.7 | the sorted mask on unsorted probabilities | in sorted order
def top_p(logits, p):
    P = logits.softmax(dim=1)
    ordered = P.sort(dim=1, descending=True).values
    P = P * (ordered.cumsum(dim=1) - ordered < p)
    return P / P.sum(dim=1, keepdim=True)


# %% 10b.7 | top-p not brought back to 1 | add up to 1 again
def top_p(logits, p):
    ordered, where = logits.sort(dim=1, descending=True)
    P = ordered.softmax(dim=1)
    P = torch.where(P.cumsum(dim=1) - P < p, P, 0.0)
    return torch.zeros_like(P).scatter(1, where, P)


# %% 10b.7 | sorted from the smallest | top_p of logits
def top_p(logits, p):
    ordered, where = logits.sort(dim=1)
    P = ordered.softmax(dim=1)
    P = torch.where(P.cumsum(dim=1) - P < p, P, 0.0)
    return torch.zeros_like(P).scatter(1, where, P / P.sum(dim=1, keepdim=True))


# %% 10b.7 | two kept, as in the example | top_p of logits
def top_p(logits, p):
    return top_k(logits, 2)


# %% 10b.7 | a share of the tokens | no share of the tokens
def top_p(logits, p):
    return top_k(logits, max(round(p * logits.shape[1]), 1))


# %% 10b.7 | temperature behind the softmax | first the temperature
def draw(logits, temperature, p, generator):
    if temperature == 0:
        return logits.argmax(dim=1)
    P = top_p(logits, p) ** (1 / temperature)
    return torch.multinomial(P, 1, generator=generator)[:, 0]


# %% 10b.7 | probabilities divided by the temperature | divides the *logits*
def draw(logits, temperature, p, generator):
    if temperature == 0:
        return logits.argmax(dim=1)
    return torch.multinomial(top_p(logits, p) / temperature, 1, generator=generator)[:, 0]


# %% 10b.7 | multiplied by the temperature | divided, not multiplied
def draw(logits, temperature, p, generator):
    if temperature == 0:
        return logits.argmax(dim=1)
    return torch.multinomial(top_p(logits * temperature, p), 1, generator=generator)[:, 0]


# %% 10b.7 | always greedy | is anything drawn
def draw(logits, temperature, p, generator):
    return logits.argmax(dim=1)


# %% 10b.7 | top-p forgotten | without top-p
def draw(logits, temperature, p, generator):
    if temperature == 0:
        return logits.argmax(dim=1)
    return torch.multinomial((logits / temperature).softmax(dim=1), 1, generator=generator)[:, 0]


# %% 10b.7 | no generator | does multinomial get it
def draw(logits, temperature, p, generator):
    if temperature == 0:
        return logits.argmax(dim=1)
    return torch.multinomial(top_p(logits / temperature, p), 1)[:, 0]


# %% 10b.7 | temperature 0 divides | your code raised
def draw(logits, temperature, p, generator):
    return torch.multinomial(top_p(logits / temperature, p), 1, generator=generator)[:, 0]


# %% 10b.7 | an axis too many | shape
def draw(logits, temperature, p, generator):
    if temperature == 0:
        return logits.argmax(dim=1, keepdim=True)
    return torch.multinomial(top_p(logits / temperature, p), 1, generator=generator)


# %% 10b.8 | positions begin at 0 in each call | does not stand at position 0
def forward_cached(model, tokens, cache):
    old, n = cache.get("length", 0), tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(n))
    for number, block in enumerate(model.blocks):
        Q, K, V = block.heads(x)
        if old:
            K, V = torch.cat([cache[number][0], K], dim=2), torch.cat([cache[number][1], V], dim=2)
        cache[number] = K, V
        x = block.finish(x, F.scaled_dot_product_attention(Q, K, V, attn_mask=causal_mask(n, old + n, "cpu")))
    cache["length"] = old + n
    return model.head(model.norm(x))


# %% 10b.8 | is_causal with fewer queries than keys | where is the mask's diagonal
def forward_cached(model, tokens, cache):
    old, n = cache.get("length", 0), tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(old, old + n))
    for number, block in enumerate(model.blocks):
        Q, K, V = block.heads(x)
        if old:
            K, V = torch.cat([cache[number][0], K], dim=2), torch.cat([cache[number][1], V], dim=2)
        cache[number] = K, V
        x = block.finish(x, F.scaled_dot_product_attention(Q, K, V, is_causal=True))
    cache["length"] = old + n
    return model.head(model.norm(x))


# %% 10b.8 | no mask | they need a mask
def forward_cached(model, tokens, cache):
    old, n = cache.get("length", 0), tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(old, old + n))
    for number, block in enumerate(model.blocks):
        Q, K, V = block.heads(x)
        if old:
            K, V = torch.cat([cache[number][0], K], dim=2), torch.cat([cache[number][1], V], dim=2)
        cache[number] = K, V
        x = block.finish(x, F.scaled_dot_product_attention(Q, K, V))
    cache["length"] = old + n
    return model.head(model.norm(x))


# %% 10b.8 | nothing kept | don't see the old ones
def forward_cached(model, tokens, cache):
    old, n = cache.get("length", 0), tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(old, old + n))
    for block in model.blocks:
        Q, K, V = block.heads(x)
        x = block.finish(x, F.scaled_dot_product_attention(Q, K, V, is_causal=True))
    cache["length"] = old + n
    return model.head(model.norm(x))


# %% 10b.8 | the whole text again in each call | tokens went through
def forward_cached(model, tokens, cache):
    n = tokens.shape[1]
    cache["text"] = torch.cat([cache["text"], tokens], dim=1) if cache else tokens
    return model(cache["text"])[:, -n:]


# %% 10b.8 | what comes out of the tables is kept, and all goes through the blocks again | through a block
def forward_cached(model, tokens, cache):
    old, n = cache["x"].shape[1] if cache else 0, tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(old, old + n))
    x = cache["x"] = torch.cat([cache["x"], x], dim=1) if old else x
    for block in model.blocks:
        x = block(x)
    return model.head(model.norm(x))[:, old:]


# %% 10b.8 | each block's x is kept, and keys and values are computed again | through a block
def forward_cached(model, tokens, cache):
    old, n = cache.get("length", 0), tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(old, old + n))
    for number, block in enumerate(model.blocks):
        cache[number] = torch.cat([cache[number], x], dim=1) if old else x
        Q, K, V = block.heads(cache[number])
        mask = causal_mask(n, old + n, "cpu")
        x = block.finish(x, F.scaled_dot_product_attention(Q[:, :, old:], K, V, attn_mask=mask))
    cache["length"] = old + n
    return model.head(model.norm(x))


# %% 10b.8 | logits of the last token alone | expected shape
def forward_cached(model, tokens, cache):
    old, n = cache.get("length", 0), tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(old, old + n))
    for number, block in enumerate(model.blocks):
        Q, K, V = block.heads(x)
        if old:
            K, V = torch.cat([cache[number][0], K], dim=2), torch.cat([cache[number][1], V], dim=2)
        cache[number] = K, V
        x = block.finish(x, F.scaled_dot_product_attention(Q, K, V, attn_mask=causal_mask(n, old + n, "cpu")))
    cache["length"] = old + n
    return model.head(model.norm(x))[:, -1]


# %% 10b.8 | one cache for all blocks | logits of piece
def forward_cached(model, tokens, cache):
    old, n = cache.get("length", 0), tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(old, old + n))
    for block in model.blocks:
        Q, K, V = block.heads(x)
        if old:
            K, V = torch.cat([cache["K"][:, :, :old], K], dim=2), torch.cat([cache["V"][:, :, :old], V], dim=2)
        cache["K"], cache["V"] = K, V
        x = block.finish(x, F.scaled_dot_product_attention(Q, K, V, attn_mask=causal_mask(n, old + n, "cpu")))
    cache["length"] = old + n
    return model.head(model.norm(x))


# %% 10b.8 | final norm forgotten | logits of piece
def forward_cached(model, tokens, cache):
    old, n = cache.get("length", 0), tokens.shape[1]
    x = model.token(tokens) + model.position(torch.arange(old, old + n))
    for number, block in enumerate(model.blocks):
        Q, K, V = block.heads(x)
        if old:
            K, V = torch.cat([cache[number][0], K], dim=2), torch.cat([cache[number][1], V], dim=2)
        cache[number] = K, V
        x = block.finish(x, F.scaled_dot_product_attention(Q, K, V, attn_mask=causal_mask(n, old + n, "cpu")))
    cache["length"] = old + n
    return model.head(x)


# %% 10b.8 | only the new tokens returned | not the new ones alone
def generate(model, tokens, n_new):
    cache, new, found = {}, tokens, []
    for _ in range(n_new):
        new = forward_cached(model, new, cache)[:, -1:].argmax(dim=2)
        found.append(new)
    return torch.cat(found, dim=1)


# %% 10b.8 | the whole text into each call, cache and all | generate
def generate(model, tokens, n_new):
    for _ in range(n_new):
        new = forward_cached(model, tokens, {})[:, -1:].argmax(dim=2)
        tokens = torch.cat([tokens, new], dim=1)
    return tokens


# %% 10b.8 | the logits behind the first token | behind the *last* position
def generate(model, tokens, n_new):
    cache, new = {}, tokens
    for _ in range(n_new):
        new = forward_cached(model, new, cache)[:, :1].argmax(dim=2)
        tokens = torch.cat([tokens, new], dim=1)
    return tokens


# %% 10b.8 | one too many | too many
def generate(model, tokens, n_new):
    cache, new = {}, tokens
    for _ in range(n_new + 1):
        new = forward_cached(model, new, cache)[:, -1:].argmax(dim=2)
        tokens = torch.cat([tokens, new], dim=1)
    return tokens


# %% 10b.8 | the model without the cache | went through
def generate(model, tokens, n_new):
    for _ in range(n_new):
        tokens = torch.cat([tokens, model(tokens)[:, -1:].argmax(dim=2)], dim=1)
    return tokens


# %% 10b.8 | the most likely of all rows together | generate
def generate(model, tokens, n_new):
    cache, new = {}, tokens
    for _ in range(n_new):
        logits = forward_cached(model, new, cache)[:, -1:]
        new = logits.sum(dim=0, keepdim=True).argmax(dim=2).expand(len(tokens), 1)
        tokens = torch.cat([tokens, new], dim=1)
    return tokens


# %% 10b.9 | pairs across words | into the next
def count_pairs(words):
    tokens = [token for word in words for token in word]
    return Counter(zip(tokens, tokens[1:]))


# %% 10b.9 | every second pair left out | all neighbours
def count_pairs(words):
    return Counter(pair for word in words for pair in zip(word[::2], word[1::2]))


# %% 10b.9 | once for each word | counts twice
def count_pairs(words):
    return Counter(pair for word in words for pair in set(zip(word, word[1:])))


# %% 10b.9 | a dictionary | expected a counter
def count_pairs(words):
    return dict(Counter(pair for word in words for pair in zip(word, word[1:])))


# %% 10b.9 | order of the pair ignored | are two pairs
def count_pairs(words):
    return Counter(tuple(sorted(pair)) for word in words for pair in zip(word, word[1:]))


# %% 10b.9 | text with spaces replaced | token by token
def merge(word, pair):
    text = " ".join(word).replace(" ".join(pair), "".join(pair))
    return text.split(" ")


# %% 10b.9 | from the right | from left to right
def merge(word, pair):
    new, i = [], len(word) - 1
    while i >= 0:
        if i and (word[i - 1], word[i]) == tuple(pair):
            new.append(word[i - 1] + word[i])
            i -= 2
        else:
            new.append(word[i])
            i -= 1
    return new[::-1]


# %% 10b.9 | only the first one | not only the first
def merge(word, pair):
    for i in range(len(word) - 1):
        if (word[i], word[i + 1]) == tuple(pair):
            return [*word[:i], word[i] + word[i + 1], *word[i + 2 :]]
    return list(word)


# %% 10b.9 | the joined letters compared | each have to be the same
def merge(word, pair):
    new, i = [], 0
    while i < len(word):
        found = "".join(word[i : i + 2]) == "".join(pair) and i + 1 < len(word)
        new.append(word[i] + word[i + 1] if found else word[i])
        i += 2 if found else 1
    return new


# %% 10b.9 | in place | changed the word
def merge(word, pair):
    i = 0
    while i < len(word) - 1:
        if (word[i], word[i + 1]) == tuple(pair):
            word[i : i + 2] = [word[i] + word[i + 1]]
        i += 1
    return word


# %% 10b.9 | the merged token stays beside the old one | merge(
def merge(word, pair):
    new = []
    for i, token in enumerate(word):
        if i and (word[i - 1], token) == tuple(pair):
            new[-1] = word[i - 1] + token
        else:
            new.append(token)
    return new


# %% 10b.9 | ties by the first that was met | not the first that was met
def learn_merges(texts, n):
    words, merges = [list(text) for text in texts], []
    while len(merges) < n and (counts := count_pairs(words)):
        best = counts.most_common(1)[0][0]
        words = [merge(word, best) for word in words]
        merges.append(best)
    return merges


# %% 10b.9 | ties by the last | first in python's order
def learn_merges(texts, n):
    words, merges = [list(text) for text in texts], []
    while len(merges) < n and (counts := count_pairs(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        words = [merge(word, best) for word in words]
        merges.append(best)
    return merges


# %% 10b.9 | counted once | count anew
def learn_merges(texts, n):
    counts = count_pairs([list(text) for text in texts])
    return sorted(counts, key=lambda pair: (-counts[pair], pair))[:n]


# %% 10b.9 | each word once | counts several times
def learn_merges(texts, n):
    words, merges = [list(text) for text in sorted(set(texts))], []
    while len(merges) < n and (counts := count_pairs(words)):
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        words = [merge(word, best) for word in words]
        merges.append(best)
    return merges


# %% 10b.9 | fails when no pair is left | your code raised
def learn_merges(texts, n):
    words, merges = [list(text) for text in texts], []
    for _ in range(n):
        counts = count_pairs(words)
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        words = [merge(word, best) for word in words]
        merges.append(best)
    return merges


# %% 10b.9 | merged strings in place of pairs | learn_merges of
def learn_merges(texts, n):
    words, merges = [list(text) for text in texts], []
    while len(merges) < n and (counts := count_pairs(words)):
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        words = [merge(word, best) for word in words]
        merges.append("".join(best))
    return merges


# %% 10b.9 | the longest token that fits | in the order in which they were learned
def encode(text, merges):
    known, word = {a + b for a, b in merges}, []
    while text:
        size = max(n for n in range(1, len(text) + 1) if n == 1 or text[:n] in known)
        word.append(text[:size])
        text = text[size:]
    return word


# %% 10b.9 | merges backwards | in the order in which they were learned
def encode(text, merges):
    word = list(text)
    for pair in reversed(merges):
        word = merge(word, pair)
    return word


# %% 10b.9 | merges learned anew from the text | encode(
def encode(text, merges):
    word = list(text)
    for pair in learn_merges([text], len(merges)):
        word = merge(word, pair)
    return word


# %% 10b.9 | merges used up | changed the merges
def encode(text, merges):
    word = list(text)
    while merges:
        word = merge(word, merges.pop(0))
    return word


# %% 10b.10 | only the softmax mended | more than one bug
def fixed_loss(model, tokens, pad):
    logits = model(tokens)
    targets = tokens.roll(-1)
    log_P = logits.log_softmax(dim=2)
    losses = -log_P.gather(2, targets[:, :, None])[:, :, 0]
    counts = tokens != pad
    return (losses * counts).mean()


# %% 10b.10 | the softmax along the positions left | not along the positions
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens)[:, :], tokens.roll(-1, dims=1)
    log_P = logits.log_softmax(dim=1)
    losses = -log_P.gather(2, targets[:, :, None])[:, :, 0]
    counts = targets != pad
    counts[:, -1] = False
    return (losses * counts).sum() / counts.sum()


# %% 10b.10 | roll left | a start mark
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens), tokens.roll(-1)
    log_P = logits.log_softmax(dim=2)
    losses = -log_P.gather(2, targets[:, :, None])[:, :, 0]
    counts = targets != pad
    return (losses * counts).sum() / counts.sum()


# %% 10b.10 | roll along the row | a start mark
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens), tokens.roll(-1, dims=1)
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad)


# %% 10b.10 | the mask of the inputs left | the end mark's position has nothing to predict
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens[:, :-1]), tokens[:, 1:]
    log_P = logits.log_softmax(dim=2)
    losses = -log_P.gather(2, targets[:, :, None])[:, :, 0]
    counts = tokens[:, :-1] != pad
    return (losses * counts).sum() / counts.sum()


# %% 10b.10 | padding in the denominator left | counts in the denominator
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens[:, :-1]), tokens[:, 1:]
    log_P = logits.log_softmax(dim=2)
    losses = -log_P.gather(2, targets[:, :, None])[:, :, 0]
    return (losses * (targets != pad)).mean()


# %% 10b.10 | padding counted | padding is no target
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens[:, :-1]), tokens[:, 1:]
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


# %% 10b.10 | target not shifted | what it has just read
def fixed_loss(model, tokens, pad):
    return F.cross_entropy(model(tokens).flatten(0, 1), tokens.flatten(), ignore_index=pad)


# %% 10b.10 | mean of the rows' means | not of the rows' means
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens[:, :-1]), tokens[:, 1:]
    rows = [F.cross_entropy(z, y, ignore_index=pad) for z, y in zip(logits, targets)]
    return torch.stack(rows).mean()


# %% 10b.10 | axes exchanged before flattening | mix up the tokens
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens), tokens[:, 1:]
    B, T, V = logits.shape
    logits = logits.transpose(1, 2).reshape(B, T, V)[:, :-1]
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad)


# %% 10b.10 | pad is taken to be 0 | loss
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens[:, :-1]), tokens[:, 1:]
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=0)


# %% 10b.10 | a number without a graph | expected a tensor
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens[:, :-1]), tokens[:, 1:]
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad).item()


# %% 10b.10 | no gradient | no gradient flows
def fixed_loss(model, tokens, pad):
    with torch.no_grad():
        logits, targets = model(tokens[:, :-1]), tokens[:, 1:]
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad)


# %% 10b.10 | padding replaced in the tokens | changed the tokens
def fixed_loss(model, tokens, pad):
    logits = model(tokens[:, :-1])
    tokens[tokens == pad] = -100
    return F.cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())


# %% 10b.10 | sum | the mean, not the sum
def fixed_loss(model, tokens, pad):
    logits, targets = model(tokens[:, :-1]), tokens[:, 1:]
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad, reduction="sum")


# %% 10b.11 | the crop left | the *last* max_t tokens
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was, T = model.training, tokens.shape[1]
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, :max_T])[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens[:, T:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | the temperature left | divides the logits
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was, T = model.training, tokens.shape[1]
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = model(tokens[:, -max_T:])[:, -1].softmax(dim=1) / temperature
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens[:, T:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | the end mark left | does not end a row
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was = model.training
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, -max_T:])[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | no end at all | goes on with zeros
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was = model.training
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, -max_T:])[:, -1] / temperature).softmax(dim=1)
            tokens = torch.cat([tokens, torch.multinomial(P, 1, generator=generator)], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | only the newest token looked at, and the first one is of the beginning | shares
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was = model.training
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, -max_T:])[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens[:, 1:] == 0).any(dim=1) | (tokens[:, 0] == 0)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | only the first place of the beginnings passed over | wherever it stands
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was = model.training
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, -max_T:])[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens[:, 1:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | the mode left | left in another mode
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    T = tokens.shape[1]
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, -max_T:])[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens[:, T:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    return tokens


# %% 10b.11 | dropout on | in training mode
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    T = tokens.shape[1]
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, -max_T:])[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens[:, T:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    return tokens


# %% 10b.11 | the graph left | a graph is kept
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was, T = model.training, tokens.shape[1]
    model.eval()
    for _ in range(n_new):
        P = (model(tokens[:, -max_T:])[:, -1] / temperature).softmax(dim=1)
        new = torch.multinomial(P, 1, generator=generator)
        new[(tokens[:, T:] == 0).any(dim=1)] = 0
        tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | greedy | not the most likely one
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was, T = model.training, tokens.shape[1]
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            new = model(tokens[:, -max_T:])[:, -1:].argmax(dim=2)
            new[(tokens[:, T:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | generator forgotten | does multinomial get it
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was, T = model.training, tokens.shape[1]
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, -max_T:])[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1)
            new[(tokens[:, T:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | never cut | at most max_t
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was, T = model.training, tokens.shape[1]
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens)[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens[:, T:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | the cut text returned | shape
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was, T = model.training, tokens.shape[1]
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            tokens = tokens[:, -max_T:]
            P = (model(tokens)[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            if _:
                new[ended] = 0
            ended = new[:, 0] == 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.11 | the logits at the first position | at the last position
def fixed_write(model, tokens, n_new, max_T, temperature, generator):
    was, T = model.training, tokens.shape[1]
    model.eval()
    with torch.no_grad():
        for _ in range(n_new):
            P = (model(tokens[:, -max_T:])[:, 0] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)
            new[(tokens[:, T:] == 0).any(dim=1)] = 0
            tokens = torch.cat([tokens, new], dim=1)
    model.train(was)
    return tokens


# %% 10b.12 | pair counts | no step of an optimizer
def learn_names(names):
    tokens, targets = held_back_batch(names)
    table = torch.ones(27, 27, device=device)
    kept = targets >= 0
    one = torch.tensor(1.0, device=device)
    table.index_put_((tokens[kept], targets[kept]), one, accumulate=True)
    return lambda tokens: table[tokens].log()


# %% 10b.12 | even chances | the goal is less than 2.03
def learn_names(names):
    return lambda tokens: torch.zeros(*tokens.shape, 27, device=tokens.device)


# %% 10b.12 | an untrained network | no step of an optimizer
def learn_names(names):
    return GPT(27, 12, 32, 4, 1).to(device).eval()


# %% 10b.12 | the input given back: it looks ahead | looks ahead
def learn_names(names):
    def model(tokens):
        ahead = torch.cat([tokens[:, 1:], torch.zeros_like(tokens[:, :1])], dim=1)
        return 5.0 * F.one_hot(ahead, 27)

    return model


# %% 10b.12 | target not shifted | does it learn at all
def learn_names(names):
    tokens, _ = held_back_batch(names)
    model = GPT(27, 12, 32, 4, 1).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), 0.01)
    for _ in range(40):
        rows = torch.randint(len(names), (64,))
        loss = F.cross_entropy(model(tokens[rows]).flatten(0, 1), tokens[rows].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


# %% 10b.12 | twelve tokens and no fewer | different logits
def learn_names(names):
    model = GPT(27, 12, 16, 2, 1).to(device)
    return lambda tokens: model.head(model.blocks[0](model.token(tokens) + model.position.weight))


# %% 10b.12 | positions counted from the end | different logits
def learn_names(names):
    model = GPT(27, 12, 16, 2, 1).to(device)
    nn.init.normal_(model.position.weight)
    return lambda tokens: model.head(model.blocks[0](model.token(tokens) + model.position.weight[-tokens.shape[1] :]))


# %% 10b.12 | a few steps | the goal is less than 2.03
def learn_names(names):
    tokens, targets = held_back_batch(names)
    model = GPT(27, 12, 32, 4, 1).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), 0.01)
    for _ in range(50):
        rows = torch.randint(len(names), (64,))
        loss = F.cross_entropy(model(tokens[rows]).flatten(0, 1), targets[rows].flatten(), ignore_index=-1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


# %% 10b.12 | too many steps | the budget is 450
def learn_names(names):
    model = GPT(27, 12, 8, 1, 1).to(device)
    optimizer = torch.optim.SGD(model.parameters(), 0.0)
    for _ in range(500):
        optimizer.step()
    return model.eval()


# %% 10b.12 | an LSTM | do without: lstm
def learn_names(names):
    return nn.LSTM(27, 27)


# %% 10b.12 | dropout left on | two answers
def learn_names(names):
    model = GPT(27, 12, 16, 2, 1).to(device)
    return lambda tokens: F.dropout(model(tokens), 0.5, True)


# %% 10b.12 | the model is not returned | return
def learn_names(names):
    GPT(27, 12, 16, 2, 1)


# %% 10b.12 | logits of the last position alone | (b, t, 27)
def learn_names(names):
    model = GPT(27, 12, 16, 2, 1).to(device)
    return lambda tokens: model(tokens)[:, -1]


# %% 10b.12 | names sorted in place | changed the list
def learn_names(names):
    names.sort()
    return GPT(27, 12, 16, 2, 1).to(device)
