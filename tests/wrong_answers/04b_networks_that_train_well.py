# Wrong answers to the exercises of chapter 04b: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 04b.1 | padding forgotten | shapes, item 0
shapes = [(64, 12, 19, 19), (64, 24, 9, 9), (64, 48, 4, 4), (64, 24, 1, 1), (64, 10, 1, 1)]
parameters, idle, running = [360, 2664, 10512, 10440, 2190], 118, 236

# %% 04b.1 | five halved and rounded down | shapes, item 3
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 2, 2), (64, 10, 1, 1)]
parameters, idle, running = [360, 2664, 10512, 10440, 2190], 118, 236

# %% 04b.1 | the numbers of the lesson's network | shapes, item 0
shapes = [(64, 8, 14, 14), (64, 16, 7, 7), (64, 32, 4, 4), (64, 16, 2, 2), (64, 10, 1, 1)]
parameters, idle, running = [96, 1200, 4704, 4656, 1470], 82, 164

# %% 04b.1 | flattened | shapes, item 4
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 3, 3), (64, 40)]
parameters, idle, running = [360, 2664, 10512, 10440, 2190], 118, 236

# %% 04b.1 | norms left out | a norm has parameters
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 3, 3), (64, 10, 2, 2)]
parameters, idle, running = [336, 2616, 10416, 10392, 2170], 118, 236

# %% 04b.1 | running statistics counted as parameters | are no parameters
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 3, 3), (64, 10, 2, 2)]
parameters, idle, running = [384, 2712, 10608, 10488, 2210], 118, 236

# %% 04b.1 | one input channel taken for three | parameters, item 0
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 3, 3), (64, 10, 2, 2)]
parameters, idle, running = [144, 2664, 10512, 10440, 2190], 118, 236

# %% 04b.1 | nothing is idle | takes each channel's mean away
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 3, 3), (64, 10, 2, 2)]
parameters, idle, running = [360, 2664, 10512, 10440, 2190], 0, 236

# %% 04b.1 | last block forgotten | the fifth block
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 3, 3), (64, 10, 2, 2)]
parameters, idle, running = [360, 2664, 10512, 10440, 2190], 108, 236

# %% 04b.1 | one running number for each channel | a mean and a variance
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 3, 3), (64, 10, 2, 2)]
parameters, idle, running = [360, 2664, 10512, 10440, 2190], 118, 118

# %% 04b.1 | two running numbers for each norm | not for each norm
shapes = [(64, 12, 20, 20), (64, 24, 10, 10), (64, 48, 5, 5), (64, 24, 3, 3), (64, 10, 2, 2)]
parameters, idle, running = [360, 2664, 10512, 10440, 2190], 118, 10


# %% 04b.2 | outputs counted | inputs of one unit
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(2 / ((1 + slope**2) * layer.weight[:, 0].numel())))
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | kernel area forgotten | channels
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(2 / ((1 + slope**2) * layer.weight.shape[1])))
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | slope ignored | negative half
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(2 / layer.weight[0].numel()))
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | the 2 forgotten | the 2 is missing
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(1 / ((1 + slope**2) * layer.weight[0].numel())))
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | variance for standard deviation | square root
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=2 / ((1 + slope**2) * layer.weight[0].numel()))
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | slope not squared | slope²
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(2 / ((1 + slope) * layer.weight[0].numel())))
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | left as PyTorch starts it | pytorch itself
def alive_(layer, slope):
    if layer.bias is not None:
        layer.bias.data.zero_()


# %% 04b.2 | bias forgotten | the bias
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(2 / ((1 + slope**2) * layer.weight[0].numel())))


# %% 04b.2 | a constant | each weight for itself
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.fill_(math.sqrt(2 / ((1 + slope**2) * layer.weight[0].numel())))
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | no negative weights | the mean is
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(2 / ((1 + slope**2) * layer.weight[0].numel()))).abs_()
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | a fixed seed | fix no seed
def alive_(layer, slope):
    torch.manual_seed(0)
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(2 / ((1 + slope**2) * layer.weight[0].numel())))
        if layer.bias is not None:
            layer.bias.zero_()


# %% 04b.2 | layers without bias not thought of | your code raised
def alive_(layer, slope):
    with torch.no_grad():
        layer.weight.normal_(std=math.sqrt(2 / ((1 + slope**2) * layer.weight[0].numel())))
        layer.bias.zero_()


# %% 04b.2 | the library does it | do without: init
def alive_(layer, slope):
    nn.init.kaiming_normal_(layer.weight, a=slope)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)


# %% 04b.2 | the weight handed back | returns nothing
def alive_(layer, slope):
    with torch.no_grad():
        if layer.bias is not None:
            layer.bias.zero_()
        return layer.weight.normal_(std=math.sqrt(2 / ((1 + slope**2) * layer.weight[0].numel())))


# %% 04b.3 | statistics outside the graph | belong into the graph
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, n, shape = [a for a in range(X.ndim) if a != 1], X.numel() / X.shape[1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        with torch.no_grad():
            mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
            running_mean += momentum * (mean - running_mean)
            running_var += momentum * (var * n / (n - 1) - running_var)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | running variance never moved | has not moved
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, shape = [a for a in range(X.ndim) if a != 1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
        running_mean += momentum * (mean.detach() - running_mean)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | running variance with n | the one with n - 1
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, shape = [a for a in range(X.ndim) if a != 1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
        running_mean += momentum * (mean.detach() - running_mean)
        running_var += momentum * (var.detach() - running_var)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | own statistics in evaluation | in evaluation the running statistics
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, n, shape = [a for a in range(X.ndim) if a != 1], X.numel() / X.shape[1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
    if training:
        with torch.no_grad():
            running_mean += momentum * (mean - running_mean)
            running_var += momentum * (var * n / (n - 1) - running_var)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | normalised with n - 1 | by n here
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, shape = [a for a in range(X.ndim) if a != 1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(dim=axes), X.var(dim=axes)
        with torch.no_grad():
            running_mean += momentum * (mean - running_mean)
            running_var += momentum * (var - running_var)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | momentum turned round | share of the new
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, n, shape = [a for a in range(X.ndim) if a != 1], X.numel() / X.shape[1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
        with torch.no_grad():
            running_mean.mul_(momentum).add_((1 - momentum) * mean)
            running_var.mul_(momentum).add_((1 - momentum) * var * n / (n - 1))
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | only the names moved | in place
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, n, shape = [a for a in range(X.ndim) if a != 1], X.numel() / X.shape[1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * n / (n - 1)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | running statistics with a graph | hold a graph
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, n, shape = [a for a in range(X.ndim) if a != 1], X.numel() / X.shape[1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
        running_mean += momentum * (mean - running_mean)
        running_var += momentum * (var * n / (n - 1) - running_var)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | over the pictures alone | over all places
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    shape = (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean.reshape(shape), running_var.reshape(shape)
    if training:
        mean, var, n = X.mean(dim=0), X.var(dim=0, correction=0), len(X)
        others = list(range(1, X.ndim - 1))
        with torch.no_grad():
            running_mean += momentum * ((mean.mean(dim=others) if others else mean) - running_mean)
            running_var += momentum * ((var.mean(dim=others) if others else var) * n / (n - 1) - running_var)
    return gamma.reshape(shape) * (X - mean) / (var + eps).sqrt() + beta.reshape(shape)


# %% 04b.3 | moved in evaluation as well | evaluation must not change it
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, n, shape = [a for a in range(X.ndim) if a != 1], X.numel() / X.shape[1], (1, -1) + (1,) * (X.ndim - 2)
    own_mean, own_var = X.mean(dim=axes), X.var(dim=axes, correction=0)
    mean, var = (own_mean, own_var) if training else (running_mean.clone(), running_var.clone())
    with torch.no_grad():
        running_mean += momentum * (own_mean - running_mean)
        running_var += momentum * (own_var * n / (n - 1) - running_var)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | mode taken from is_grad_enabled | in evaluation the running statistics
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, n, shape = [a for a in range(X.ndim) if a != 1], X.numel() / X.shape[1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if torch.is_grad_enabled():
        mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
        with torch.no_grad():
            running_mean += momentum * (mean - running_mean)
            running_var += momentum * (var * n / (n - 1) - running_var)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | eps forgotten | where is eps
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    axes, n, shape = [a for a in range(X.ndim) if a != 1], X.numel() / X.shape[1], (1, -1) + (1,) * (X.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(dim=axes), X.var(dim=axes, correction=0)
        with torch.no_grad():
            running_mean += momentum * (mean - running_mean)
            running_var += momentum * (var * n / (n - 1) - running_var)
    z = (X - mean.reshape(shape)) / var.reshape(shape).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | pictures only | your code raised
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    n, shape = X.numel() / X.shape[1], (1, -1, 1, 1)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(dim=(0, 2, 3)), X.var(dim=(0, 2, 3), correction=0)
        with torch.no_grad():
            running_mean += momentum * (mean - running_mean)
            running_var += momentum * (var * n / (n - 1) - running_var)
    z = (X - mean.reshape(shape)) / (var.reshape(shape) + eps).sqrt()
    return gamma.reshape(shape) * z + beta.reshape(shape)


# %% 04b.3 | the library does it | do without: batch_norm
def norm_batch(X, gamma, beta, running_mean, running_var, training, momentum, eps):
    return F.batch_norm(X, running_mean, running_var, gamma, beta, training, momentum, eps)


# %% 04b.4 | batch norm for layer norm | other samples
def layer_norm_(X, gamma, beta, eps):
    mean, var = X.mean(dim=0, keepdim=True), X.var(dim=0, correction=0, keepdim=True)
    return gamma * (X - mean) / (var + eps).sqrt() + beta


# %% 04b.4 | all axes of a sample together | only the last axis
def layer_norm_(X, gamma, beta, eps):
    axes = list(range(1, X.ndim))
    mean, var = X.mean(dim=axes, keepdim=True), X.var(dim=axes, correction=0, keepdim=True)
    return gamma * (X - mean) / (var + eps).sqrt() + beta


# %% 04b.4 | n - 1 in the layer norm | divided by n
def layer_norm_(X, gamma, beta, eps):
    return gamma * (X - X.mean(dim=-1, keepdim=True)) / (X.var(dim=-1, keepdim=True) + eps).sqrt() + beta


# %% 04b.4 | mean of squares in place of the variance | mean and variance over the last axis
def layer_norm_(X, gamma, beta, eps):
    return gamma * (X - X.mean(dim=-1, keepdim=True)) / (X.square().mean(dim=-1, keepdim=True) + eps).sqrt() + beta


# %% 04b.4 | groups ignored, channel by channel | each channel for itself
def group_norm_(X, groups, gamma, beta, eps):
    mean, var = X.mean(dim=(2, 3), keepdim=True), X.var(dim=(2, 3), correction=0, keepdim=True)
    return gamma[:, None, None] * (X - mean) / (var + eps).sqrt() + beta[:, None, None]


# %% 04b.4 | groups ignored, all together | all channels together
def group_norm_(X, groups, gamma, beta, eps):
    mean, var = X.mean(dim=(1, 2, 3), keepdim=True), X.var(dim=(1, 2, 3), correction=0, keepdim=True)
    return gamma[:, None, None] * (X - mean) / (var + eps).sqrt() + beta[:, None, None]


# %% 04b.4 | every second channel in a group | neighbours make a group
def group_norm_(X, groups, gamma, beta, eps):
    N, C, H, W = X.shape
    rows = X.reshape(N, C // groups, groups, H, W)
    mean, var = rows.mean(dim=(1, 3, 4), keepdim=True), rows.var(dim=(1, 3, 4), correction=0, keepdim=True)
    return gamma[:, None, None] * ((rows - mean) / (var + eps).sqrt()).reshape(X.shape) + beta[:, None, None]


# %% 04b.4 | n - 1 in the group norm | divided by n
def group_norm_(X, groups, gamma, beta, eps):
    rows = X.reshape(len(X), groups, -1)
    z = (rows - rows.mean(dim=-1, keepdim=True)) / (rows.var(dim=-1, keepdim=True) + eps).sqrt()
    return gamma[:, None, None] * z.reshape(X.shape) + beta[:, None, None]


# %% 04b.4 | γ along the width | your code raised
def group_norm_(X, groups, gamma, beta, eps):
    rows = X.reshape(len(X), groups, -1)
    z = (rows - rows.mean(dim=-1, keepdim=True)) / (rows.var(dim=-1, correction=0, keepdim=True) + eps).sqrt()
    return gamma * z.reshape(X.shape) + beta


# %% 04b.4 | groups of the whole batch | one mean for each group of each sample
def group_norm_(X, groups, gamma, beta, eps):
    N, C, H, W = X.shape
    rows = X.reshape(N, groups, C // groups, H, W)
    mean, var = rows.mean(dim=(0, 2, 3, 4), keepdim=True), rows.var(dim=(0, 2, 3, 4), correction=0, keepdim=True)
    return gamma[:, None, None] * ((rows - mean) / (var + eps).sqrt()).reshape(X.shape) + beta[:, None, None]


# %% 04b.4 | statistics outside the graph | the gradient for x
def layer_norm_(X, gamma, beta, eps):
    mean, var = X.mean(dim=-1, keepdim=True).detach(), X.var(dim=-1, correction=0, keepdim=True).detach()
    return gamma * (X - mean) / (var + eps).sqrt() + beta


# %% 04b.4 | the library does it | do without: group_norm
def group_norm_(X, groups, gamma, beta, eps):
    return F.group_norm(X, groups, gamma, beta, eps)


# %% 04b.5 | not scaled | has to be scaled
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) < keep) if training else X


# %% 04b.5 | multiplied | do not multiply
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) < keep) * keep if training else X


# %% 04b.5 | scaled by the probability to drop | not by that to drop
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) < keep) / (1 - keep) if training else X


# %% 04b.5 | always the meaning of PyTorch | what does p mean here
def dropout_(X, p, meaning, spatial, training):
    keep = 1 - p
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) < keep) / keep if training else X


# %% 04b.5 | right factor, wrong share | the probability to drop
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) > keep) / keep if training else X


# %% 04b.5 | spatial ignored | maps have holes
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    return X * (torch.rand(X.shape) < keep) / keep if training else X


# %% 04b.5 | always spatial | the same fate
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    return X * (torch.rand(X.shape[:2] + (1,) * (X.ndim - 2)) < keep) / keep if training else X


# %% 04b.5 | whole samples dropped | the same fate
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    shape = X.shape[:1] + (1,) * (X.ndim - 1) if spatial else X.shape
    return X * (torch.rand(shape) < keep) / keep if training else X


# %% 04b.5 | the same maps in every sample | along axis 0
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    shape = X.shape[1:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) < keep) / keep if training else X


# %% 04b.5 | division by 0 | nan
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) < keep) / keep if training else X


# %% 04b.5 | on in evaluation | x comes back as it is
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    if keep == 0:
        return torch.zeros_like(X)
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) < keep) / keep


# %% 04b.5 | a fixed seed | fix no seed
def dropout_(X, p, meaning, spatial, training):
    torch.manual_seed(0)
    keep = p if meaning == "keep" else 1 - p
    if keep == 0:
        return torch.zeros_like(X)
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    return X * (torch.rand(shape) < keep) / keep if training else X


# %% 04b.5 | X changed | changed the x
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    X *= (torch.rand(shape) < keep) / keep
    return X


# %% 04b.5 | exactly the share p is dropped | each of two draws for itself
def dropout_(X, p, meaning, spatial, training):
    keep = p if meaning == "keep" else 1 - p
    if not training:
        return X
    if keep == 0:
        return torch.zeros_like(X)
    shape = X.shape[:2] + (1,) * (X.ndim - 2) if spatial else X.shape
    n = math.prod(shape)
    mask = torch.randperm(n).reshape(shape) < round(keep * n)
    return X * mask / keep


# %% 04b.5 | the library does it | do without: dropout
def dropout_(X, p, meaning, spatial, training):
    return F.dropout(X, p if meaning == "drop" else 1 - p, training)


# %% 04b.6 | another start for the convolutions | start as PyTorch starts them
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        nn.init.kaiming_normal_(self.first.weight)
        nn.init.kaiming_normal_(self.second.weight)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X))


# %% 04b.6 | the projection without its stride | the projection has the stride
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip, self.shrink = nn.Identity(), nn.AvgPool2d(1, stride)
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(self.shrink(X)))


# %% 04b.6 | a ReLU for each path | not one for each path
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        main = F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))))
        return main + (F.relu(X) if isinstance(self.skip, nn.Identity) else self.skip(X))


# %% 04b.6 | ReLU before the addition | the relu comes last
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X)))))) + self.skip(X)


# %% 04b.6 | no ReLU at the end | the relu comes last
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X)


# %% 04b.6 | no ReLU between the convolutions | between the two convolutions
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(self.n1(self.first(X)))) + self.skip(X))


# %% 04b.6 | γ left at 1 | exactly one norm
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X))


# %% 04b.6 | γ of the wrong norm is 0 | the last norm of the main path
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n1.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X))


# %% 04b.6 | biases | has a bias
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X))


# %% 04b.6 | always a projection | no projection
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X))


# %% 04b.6 | never a projection | needs one projection
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + X)


# %% 04b.6 | projection only where the channels change | the skip needs one
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X))


# %% 04b.6 | projection without a norm | one norm behind each convolution
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False)

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X))


# %% 04b.6 | stride in the second convolution | the first convolution takes n_in
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, stride=stride, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(self.n2(self.second(F.relu(self.n1(self.first(X))))) + self.skip(X))


# %% 04b.6 | in-place ReLU on X | changed x
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        self.second = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.n1, self.n2 = nn.BatchNorm2d(n_out), nn.BatchNorm2d(n_out)
        nn.init.zeros_(self.n2.weight)
        self.skip = nn.Identity()
        if n_in != n_out or stride != 1:
            self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        main = self.n2(self.second(F.relu(self.n1(self.first(F.relu_(X))))))
        return F.relu(main + self.skip(X))


# %% 04b.6 | super forgotten | your code raised
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        self.first = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)

    def forward(self, X):
        return F.relu(self.first(X))


# %% 04b.6 | the skip alone | two convolutions
class Block(nn.Module):
    def __init__(self, n_in, n_out, stride):
        super().__init__()
        self.skip = nn.Sequential(nn.Conv2d(n_in, n_out, 1, stride=stride, bias=False), nn.BatchNorm2d(n_out))

    def forward(self, X):
        return F.relu(X)


# %% 04b.7 | lets everything pass | outside the graph
def catches(make):
    return False


# %% 04b.7 | refuses everything | a batch norm that is right
def catches(make):
    return True


# %% 04b.7 | outputs in training and running mean only | outside the graph
def catches(make):
    try:
        mine, true, X = make(3), nn.BatchNorm2d(3), torch.randn(4, 3, 2, 3)
        same_output = torch.allclose(mine(X), true(X), rtol=1e-3, atol=1e-3)
        return not (same_output and torch.allclose(mine.running_mean, true.running_mean, atol=1e-3))
    except Exception:
        return True


# %% 04b.7 | all but a random upstream gradient | twice the gradient
def catches(make):
    try:
        mine, true, G = make(3), nn.BatchNorm2d(3), torch.ones(2, 3, 2, 3)
        with torch.no_grad():
            for norm in (mine, true):
                norm.weight.copy_(torch.tensor([0.5, 2.0, -1.0]))
                norm.bias.copy_(torch.tensor([1.0, -2.0, 0.5]))
        for training in (True, True, False, True, False):
            mine.train(training)
            true.train(training)
            X = torch.randn(2, 3, 2, 3)
            with torch.no_grad():
                flat = X.clone()
                flat[:, 0] = 3.0
                pairs = [(mine(flat), true(flat)), (mine(X), true(X))]
            leaves = [X.clone().requires_grad_() for _ in range(2)]
            outs = mine(leaves[0]), true(leaves[1])
            pairs += [outs, (mine.running_mean, true.running_mean), (mine.running_var, true.running_var)]
            if training:
                slopes = [torch.autograd.grad(o, (x, m.weight), G) for o, x, m in zip(outs, leaves, (mine, true))]
                pairs += list(zip(*slopes))
            if any(not torch.allclose(p, q, rtol=1e-3, atol=1e-3) for p, q in pairs):
                return True
    except Exception:
        return True
    return False


# %% 04b.7 | upstream gradient of ones | outside the graph
def catches(make):
    try:
        mine, true = make(3), nn.BatchNorm2d(3)
        for training in (True, True, False, True, False):
            mine.train(training)
            true.train(training)
            X = torch.randn(2, 3, 2, 3)
            X[:, 0] = 3.0 if training else X[:, 0]
            Z = X.clone().requires_grad_()
            a, b = mine(X.requires_grad_()), true(Z)
            a.sum().backward()
            b.sum().backward()
            parts = [(a, b), (mine.running_mean, true.running_mean), (mine.running_var, true.running_var)]
            parts += [(X.grad, Z.grad)] if not training else []
            if any(not torch.allclose(p, q, rtol=1e-3, atol=1e-3) for p, q in parts):
                return True
    except Exception:
        return True
    return False


# %% 04b.7 | evaluation without gradients | asks whether
def catches(make):
    try:
        mine, true = make(3), nn.BatchNorm2d(3)
        for training in (True, True, False, True, False):
            mine.train(training)
            true.train(training)
            with torch.set_grad_enabled(training):
                X, G = torch.randn(2, 3, 2, 3), torch.randn(2, 3, 2, 3)
                X[:, 0] = 3.0 if training else X[:, 0]
                Z = X.clone().requires_grad_(training)
                a, b = mine(X.requires_grad_(training)), true(Z)
                parts = [(a, b), (mine.running_mean, true.running_mean), (mine.running_var, true.running_var)]
                if training:
                    a.backward(G)
                    b.backward(G)
                    parts += [(X.grad, Z.grad), (mine.weight.grad, true.weight.grad)]
            if any(not torch.allclose(p, q, rtol=1e-3, atol=1e-3) for p, q in parts):
                return True
    except Exception:
        return True
    return False


# %% 04b.7 | evaluation never looked at | in evaluation, too
def catches(make):
    try:
        mine, true = make(3), nn.BatchNorm2d(3)
        for _ in range(3):
            X, G = torch.randn(2, 3, 2, 3), torch.randn(2, 3, 2, 3)
            X[:, 0] = 3.0
            Z = X.clone().requires_grad_()
            a, b = mine(X.requires_grad_()), true(Z)
            a.backward(G)
            b.backward(G)
            parts = [(a, b), (mine.running_mean, true.running_mean), (mine.running_var, true.running_var)]
            parts += [(X.grad, Z.grad), (mine.weight.grad, true.weight.grad)]
            if any(not torch.allclose(p, q, rtol=1e-3, atol=1e-3) for p, q in parts):
                return True
    except Exception:
        return True
    return False


# %% 04b.7 | evaluation at the start only | outside the graph
def catches(make):
    try:
        mine, true, X = make(3).eval(), nn.BatchNorm2d(3).eval(), torch.randn(2, 3, 2, 3)
        return not torch.allclose(mine(X), true(X), rtol=1e-3, atol=1e-3)
    except Exception:
        return True


# %% 04b.7 | no tolerance | with a tolerance
def catches(make):
    for _ in range(10):
        mine, true, X = make(3), nn.BatchNorm2d(3), torch.randn(4, 3, 5, 6)
        try:
            if not torch.equal(mine(X), true(X)):
                return True
        except Exception:
            return True
    return False


# %% 04b.7 | true and false exchanged | a batch norm that is right
def catches(make):
    mine, true, X = make(3), nn.BatchNorm2d(3), torch.randn(2, 3, 2, 3)
    return torch.allclose(mine(X), true(X), rtol=1e-3, atol=1e-3)


# %% 04b.7 | large batches | with n
def catches(make):
    try:
        mine, true = make(3), nn.BatchNorm2d(3)
        for name in ("weight", "bias"):
            getattr(mine, name).data.copy_(getattr(true, name).data.uniform_(0.5, 1.5))
        for training in (True, True, False, True, False):
            mine.train(training)
            true.train(training)
            X, G = torch.randn(64, 3, 16, 15), torch.randn(64, 3, 16, 15)
            X[:, 0] = 3.0 if training else X[:, 0]
            Z = X.clone().requires_grad_()
            a, b = mine(X.requires_grad_()), true(Z)
            a.backward(G)
            b.backward(G)
            parts = [(a, b), (mine.running_mean, true.running_mean), (mine.running_var, true.running_var)]
            parts += [(X.grad, Z.grad)]
            if any(not torch.allclose(p, q, rtol=1e-3, atol=1e-2) for p, q in parts):
                return True
    except Exception:
        return True
    return False


# %% 04b.7 | raises where the candidate raises | your code raised
def catches(make):
    mine, true = make(3), nn.BatchNorm2d(3)
    for name in ("weight", "bias"):
        getattr(mine, name).data.copy_(getattr(true, name).data.uniform_(0.5, 1.5))
    for training in (True, True, False, True, False):
        mine.train(training)
        true.train(training)
        X, G = torch.randn(2, 3, 2, 3), torch.randn(2, 3, 2, 3)
        X[:, 0] = 3.0 if training else X[:, 0]
        Z = X.clone().requires_grad_()
        a, b = mine(X.requires_grad_()), true(Z)
        a.backward(G)
        b.backward(G)
        parts = [(a, b), (mine.running_mean, true.running_mean), (mine.running_var, true.running_var)]
        parts += [(X.grad, Z.grad), (mine.weight.grad, true.weight.grad)]
        if any(not torch.allclose(p, q, rtol=1e-3, atol=1e-3) for p, q in parts):
            return True
    return False


# %% 04b.7 | a tensor in place of True or False | true or false
def catches(make):
    X = torch.randn(2, 3, 2, 3)
    return ((make(3)(X) - nn.BatchNorm2d(3)(X)).abs() > 1e-3).any()


# %% 04b.8 | nothing mended | both bugs
def fixed_block(X, conv, gamma, beta, project, eps):
    return buggy_block(X, conv, gamma, beta, project, eps)


# %% 04b.8 | skip still added first | before it is projected
def fixed_block(X, conv, gamma, beta, project, eps):
    out = conv(X)
    mean, var = out.mean(dim=(0, 2, 3), keepdim=True), out.var(dim=(0, 2, 3), correction=0, keepdim=True)
    return F.relu(project(gamma[:, None, None] * (out - mean) / (var + eps).sqrt() + beta[:, None, None] + X))


# %% 04b.8 | norm still along the width | to the columns
def fixed_block(X, conv, gamma, beta, project, eps):
    out = conv(X)
    mean, var = out.mean(dim=(0, 1, 2)), out.var(dim=(0, 1, 2), correction=0)
    return F.relu(gamma[:, None, None] * (out - mean) / (var + eps).sqrt() + beta[:, None, None] + project(X))


# %% 04b.8 | γ still along the width | along the width
def fixed_block(X, conv, gamma, beta, project, eps):
    out = conv(X)
    mean, var = out.mean(dim=(0, 2, 3), keepdim=True), out.var(dim=(0, 2, 3), correction=0, keepdim=True)
    return F.relu(gamma * (out - mean) / (var + eps).sqrt() + beta + project(X))


# %% 04b.8 | γ along the width where it fits | along the width
def fixed_block(X, conv, gamma, beta, project, eps):
    out = conv(X)
    mean, var = out.mean(dim=(0, 2, 3), keepdim=True), out.var(dim=(0, 2, 3), correction=0, keepdim=True)
    if X.shape[3] != len(gamma):
        gamma, beta = gamma[:, None, None], beta[:, None, None]
    return F.relu(gamma * (out - mean) / (var + eps).sqrt() + beta + project(X))


# %% 04b.8 | each picture for itself | single pictures
def fixed_block(X, conv, gamma, beta, project, eps):
    out = conv(X)
    mean, var = out.mean(dim=(2, 3), keepdim=True), out.var(dim=(2, 3), correction=0, keepdim=True)
    return F.relu(gamma[:, None, None] * (out - mean) / (var + eps).sqrt() + beta[:, None, None] + project(X))


# %% 04b.8 | n - 1 | divided by n
def fixed_block(X, conv, gamma, beta, project, eps):
    out = conv(X)
    mean, var = out.mean(dim=(0, 2, 3), keepdim=True), out.var(dim=(0, 2, 3), keepdim=True)
    return F.relu(gamma[:, None, None] * (out - mean) / (var + eps).sqrt() + beta[:, None, None] + project(X))


# %% 04b.8 | the wrong thing projected | it is x that is projected
def fixed_block(X, conv, gamma, beta, project, eps):
    out = conv(X)
    mean, var = out.mean(dim=(0, 2, 3), keepdim=True), out.var(dim=(0, 2, 3), correction=0, keepdim=True)
    return F.relu(project(gamma[:, None, None] * (out - mean) / (var + eps).sqrt() + beta[:, None, None]) + X)


# %% 04b.8 | projection dropped | the projection is gone
def fixed_block(X, conv, gamma, beta, project, eps):
    out = conv(X)
    mean, var = out.mean(dim=(0, 2, 3), keepdim=True), out.var(dim=(0, 2, 3), correction=0, keepdim=True)
    return F.relu(gamma[:, None, None] * (out - mean) / (var + eps).sqrt() + beta[:, None, None] + X)


# %% 04b.9 | nothing mended | more than one bug
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    return buggy_adapt(model, head, X, y, X_new, steps, lr)


# %% 04b.9 | optimizer still too early | does not know it
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    model.head = head
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(model.head(F.relu(features)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return features.detach(), model(X_new)


# %% 04b.9 | ReLU still in place | negative numbers
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    model.head = head
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(model.head(F.relu(features, inplace=True)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return features.detach(), model(X_new)


# %% 04b.9 | eval forgotten | training mode
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    model.head = head
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(model.head(F.relu(features)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return features.detach(), model(X_new)


# %% 04b.9 | the head alone trained | not the head alone
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    model.head = head
    optimizer = torch.optim.SGD(head.parameters(), lr=lr)
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(model.head(F.relu(features)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return features.detach(), model(X_new)


# %% 04b.9 | trained in evaluation mode | features
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    model.head = head
    model.eval()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(model.head(F.relu(features)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return features.detach(), model(X_new)


# %% 04b.9 | gradients pile up | steps
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    model.head = head
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(model.head(F.relu(features)), y)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return features.detach(), model(X_new)


# %% 04b.9 | features of the trained body | not those after it
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    model.head = head
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    features = model.body(X)
    model.eval()
    with torch.no_grad():
        return features.detach(), model(X_new)


# %% 04b.9 | body runs twice in each step | twice in each step
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    model.head = head
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return features.detach(), model(X_new)


# %% 04b.9 | a graph kept | still holds a graph
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    model.head = head
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(model.head(F.relu(features)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return features, model(X_new)


# %% 04b.9 | the head never put in place | handed over
def fixed_adapt(model, head, X, y, X_new, steps, lr):
    optimizer = torch.optim.SGD([*model.body.parameters(), *head.parameters()], lr=lr)
    for _ in range(steps):
        features = model.body(X)
        loss = F.cross_entropy(head(F.relu(features)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return features.detach(), head(F.relu(model.body(X_new)))


# %% 04b.10 | everything decays | expected the decay 0.0
def adamw_for(model, lr, weight_decay):
    groups = [{"params": [p for p in model.parameters() if p.requires_grad], "weight_decay": weight_decay}]
    return torch.optim.AdamW(groups, lr=lr)


# %% 04b.10 | by the number of axes | ask for the kind
def adamw_for(model, lr, weight_decay):
    learning = [p for p in model.parameters() if p.requires_grad]
    many, few = [p for p in learning if p.ndim > 1], [p for p in learning if p.ndim <= 1]
    groups = [{"params": many, "weight_decay": weight_decay}, {"params": few, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=lr)


# %% 04b.10 | by the name | not for its name
def adamw_for(model, lr, weight_decay):
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    free = [p for name, p in named if "bias" in name or "norm" in name or "bn" in name]
    rest = [p for name, p in named if not ("bias" in name or "norm" in name or "bn" in name)]
    groups = [{"params": rest, "weight_decay": weight_decay}, {"params": free, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=lr)


# %% 04b.10 | biases decay | the bias of an nn
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), ([], [])
    for module in model.modules():
        for p in module.parameters(recurse=False):
            if p.requires_grad:
                groups[isinstance(module, norms)].append(p)
    parts = [{"params": groups[0], "weight_decay": weight_decay}, {"params": groups[1], "weight_decay": 0.0}]
    return torch.optim.AdamW(parts, lr=lr)


# %% 04b.10 | layer norm and group norm forgotten | norm
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d), ([], [])
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p.requires_grad:
                groups[name == "bias" or isinstance(module, norms)].append(p)
    parts = [{"params": groups[0], "weight_decay": weight_decay}, {"params": groups[1], "weight_decay": 0.0}]
    return torch.optim.AdamW(parts, lr=lr)


# %% 04b.10 | groups exchanged | expected the decay
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), ([], [])
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p.requires_grad:
                groups[name == "bias" or isinstance(module, norms)].append(p)
    parts = [{"params": groups[0], "weight_decay": 0.0}, {"params": groups[1], "weight_decay": weight_decay}]
    return torch.optim.AdamW(parts, lr=lr)


# %% 04b.10 | frozen ones kept | is frozen
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), ([], [])
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            groups[name == "bias" or isinstance(module, norms)].append(p)
    parts = [{"params": groups[0], "weight_decay": weight_decay}, {"params": groups[1], "weight_decay": 0.0}]
    return torch.optim.AdamW(parts, lr=lr)


# %% 04b.10 | each parameter at every depth | more than one parameter group
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), ({}, {})
    for module in model.modules():
        for name, p in module.named_parameters():
            if p.requires_grad:
                groups[name.endswith("bias") or isinstance(module, norms)][p] = None
    parts = [
        {"params": list(groups[0]), "weight_decay": weight_decay},
        {"params": list(groups[1]), "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(parts, lr=lr)


# %% 04b.10 | those without decay left out | would not learn
def adamw_for(model, lr, weight_decay):
    norms, decaying = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), []
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p.requires_grad and not (name == "bias" or isinstance(module, norms)):
                decaying.append(p)
    groups = [{"params": decaying, "weight_decay": weight_decay}]
    return torch.optim.AdamW(groups, lr=lr)


# %% 04b.10 | first level only | would not learn
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), ([], [])
    for module in model.children():
        for name, p in module.named_parameters(recurse=False):
            if p.requires_grad:
                groups[name == "bias" or isinstance(module, norms)].append(p)
    parts = [{"params": groups[0], "weight_decay": weight_decay}, {"params": groups[1], "weight_decay": 0.0}]
    return torch.optim.AdamW(parts, lr=lr)


# %% 04b.10 | the second group says nothing | expected the decay 0.0
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), ([], [])
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p.requires_grad:
                groups[name == "bias" or isinstance(module, norms)].append(p)
    parts = [{"params": groups[0], "weight_decay": weight_decay}, {"params": groups[1]}]
    return torch.optim.AdamW(parts, lr=lr)


# %% 04b.10 | the decay of the lecture | expected the decay
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), ([], [])
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p.requires_grad:
                groups[name == "bias" or isinstance(module, norms)].append(p)
    parts = [{"params": groups[0], "weight_decay": 0.01}, {"params": groups[1], "weight_decay": 0.0}]
    return torch.optim.AdamW(parts, lr=lr)


# %% 04b.10 | step size forgotten | step size
def adamw_for(model, lr, weight_decay):
    norms, groups = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm), ([], [])
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            if p.requires_grad:
                groups[name == "bias" or isinstance(module, norms)].append(p)
    parts = [{"params": groups[0], "weight_decay": weight_decay}, {"params": groups[1], "weight_decay": 0.0}]
    return torch.optim.AdamW(parts)


# %% 04b.10 | groups in place of an optimizer | adamw
def adamw_for(model, lr, weight_decay):
    return [{"params": list(model.parameters()), "weight_decay": weight_decay}]


# %% 04b.11 | too many parameters | allowed are 6,000
def small_reader(X, y, seed):
    return nn.Sequential(nn.Conv2d(1, 8, 5), nn.ReLU(), nn.Flatten(), nn.Linear(4608, 10)).to(X.device)


# %% 04b.11 | not trained | does it train at all
def small_reader(X, y, seed):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Conv2d(1, 8, 5, stride=4), nn.ReLU(), nn.Flatten(), nn.Linear(288, 10)).to(X.device)


# %% 04b.11 | nothing returned | nn.module
def small_reader(X, y, seed):
    nn.Sequential(nn.Conv2d(1, 8, 5, stride=4), nn.ReLU(), nn.Flatten(), nn.Linear(288, 10)).to(X.device)


# %% 04b.11 | a small network without norms, one short epoch | the goal is more than 98.5%
def small_reader(X, y, seed):
    torch.manual_seed(seed)
    layers = [nn.Conv2d(1, 8, 5, stride=2), nn.ReLU(), nn.Conv2d(8, 16, 5, stride=2), nn.ReLU()]
    model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(256, 10)).to(X.device)
    optimizer = torch.optim.Adam(model.parameters())
    for rows in torch.randperm(len(y)).split(256):
        loss = F.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


# %% 04b.11 | running statistics that never moved | running statistics
def small_reader(X, y, seed):
    torch.manual_seed(seed)
    layers = [nn.Conv2d(1, 8, 5, stride=2, bias=False), nn.BatchNorm2d(8, momentum=0.0), nn.ReLU()]
    layers += [nn.Conv2d(8, 15, 5, stride=2, bias=False), nn.BatchNorm2d(15, momentum=0.0), nn.ReLU()]
    model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(240, 10)).to(X.device)
    with torch.no_grad():
        for norm in (model[1], model[4]):
            norm.running_mean.fill_(5.0)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for rows in torch.randperm(len(y))[:20_000].split(128):
        loss = F.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


# %% 04b.11 | one output too few | shape of the logits
def small_reader(X, y, seed):
    return nn.Sequential(nn.Conv2d(1, 8, 5, stride=4), nn.ReLU(), nn.Flatten(), nn.Linear(288, 9)).to(X.device)


# %% 04b.11 | softmax over the batch at the end | depends on its batch
def small_reader(X, y, seed):
    torch.manual_seed(seed)
    layers = [nn.Conv2d(1, 8, 5, stride=4), nn.ReLU(), nn.Flatten(), nn.Linear(288, 10), nn.Softmax(dim=0)]
    return nn.Sequential(*layers).to(X.device)


# %% 04b.12 | logits in place of probabilities | softmax of the logits
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drops[:, i : i + size, j : j + size] += (model(X) - model(covered))[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    model.train(was_training)
    return drops / counts


# %% 04b.12 | softmax over the pictures | not over the pictures
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drop = model(X).softmax(dim=0) - model(covered).softmax(dim=0)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    model.train(was_training)
    return drops / counts


# %% 04b.12 | sign exchanged | how much smaller
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drop = model(covered).softmax(dim=1) - model(X).softmax(dim=1)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    model.train(was_training)
    return drops / counts


# %% 04b.12 | sum in place of the mean | divide by the number
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops = torch.zeros(N, H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drop = model(X).softmax(dim=1) - model(covered).softmax(dim=1)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
    model.train(was_training)
    return drops


# %% 04b.12 | edge divided like the middle | fewer windows
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops = torch.zeros(N, H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drop = model(X).softmax(dim=1) - model(covered).softmax(dim=1)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
    model.train(was_training)
    return drops / size**2


# %% 04b.12 | eval forgotten | evaluation mode
def occlusion(model, X, c, size):
    N, _, H, W = X.shape
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drop = model(X).softmax(dim=1) - model(covered).softmax(dim=1)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    return drops / counts


# %% 04b.12 | mode not given back | is left with
def occlusion(model, X, c, size):
    N, _, H, W = X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drop = model(X).softmax(dim=1) - model(covered).softmax(dim=1)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    return drops / counts


# %% 04b.12 | always left in training mode | is left with
def occlusion(model, X, c, size):
    N, _, H, W = X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drop = model(X).softmax(dim=1) - model(covered).softmax(dim=1)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    model.train()
    return drops / counts


# %% 04b.12 | X covered for good | changed the pictures
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        whole = model(X).softmax(dim=1)
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            X[:, :, i : i + size, j : j + size] = 0
            drops[:, i : i + size, j : j + size] += (whole - model(X).softmax(dim=1))[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    model.train(was_training)
    return drops / counts


# %% 04b.12 | first channel alone covered | all channels
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        for i, j in product(range(H - size + 1), range(W - size + 1)):
            covered = X.clone()
            covered[:, 0, i : i + size, j : j + size] = 0
            drop = model(X).softmax(dim=1) - model(covered).softmax(dim=1)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    model.train(was_training)
    return drops / counts


# %% 04b.12 | last place left out | windows of all places
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    with torch.no_grad():
        for i, j in product(range(H - size), range(W - size)):
            covered = X.clone()
            covered[:, :, i : i + size, j : j + size] = 0
            drop = model(X).softmax(dim=1) - model(covered).softmax(dim=1)
            drops[:, i : i + size, j : j + size] += drop[:, c, None, None]
            counts[i : i + size, j : j + size] += 1
    model.train(was_training)
    return drops / counts.clamp(min=1)


# %% 04b.12 | a graph kept | graph
def occlusion(model, X, c, size):
    was_training, (N, _, H, W) = model.training, X.shape
    model.eval()
    drops, counts = torch.zeros(N, H, W), torch.zeros(H, W)
    whole = model(X).softmax(dim=1)
    for i, j in product(range(H - size + 1), range(W - size + 1)):
        covered, window = X.clone(), torch.zeros(H, W)
        covered[:, :, i : i + size, j : j + size] = 0
        window[i : i + size, j : j + size] = 1
        drops = drops + (whole - model(covered).softmax(dim=1))[:, c, None, None] * window
        counts = counts + window
    model.train(was_training)
    return drops / counts


# %% 04b.11 | the batches come from a generator that nobody has given the seed | same seed
def small_reader(X, y, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Conv2d(1, 8, 5, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(1152, 10)).to(X.device)
    optimizer, g = torch.optim.AdamW(model.parameters()), torch.Generator()
    g.seed()
    for rows in torch.randperm(len(y), generator=g).split(128):
        optimizer.zero_grad()
        F.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    return model
