# Wrong answers to the exercises of chapter 09b: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 09b.1 | missing classes counted | not one picture
half_missing, uneven = (10.0, 0.2), (4.0, 0.0)


# %% 09b.1 | all five taken as equally frequent | five classes occur
half_missing, uneven = (5.0, 0.0), (5.0, 0.125)


# %% 09b.1 | the entropy in bits | log2
half_missing, uneven = (5.0, 0.0), (2.0, 0.1)


# %% 09b.1 | shares and number exchanged | first the effective number
half_missing, uneven = (0.0, 5.0), (4.0, 0.0)


# %% 09b.1 | unsure pictures counted by class, too | only the sure pictures
def coverage(P, sure=0.95):
    top, found = P.max(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(P)
    return (top > sure).float().mean().item(), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.1 | the mean of the probabilities | count the most probable classes
def coverage(P, sure=0.95):
    P_sure = P[P.max(dim=1).values > sure]
    p = P_sure.mean(dim=0)
    return len(P_sure) / len(P), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.1 | shares of all pictures | add up to 1
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(P)
    return len(found) / len(P), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.1 | zeros in the logarithm | nan
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(found)
    return len(found) / len(P), (-(p * p.log()).sum()).exp().item(), p.min().item()


# %% 09b.1 | minlength forgotten | item 2
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount() / len(found)
    return len(found) / len(P), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.1 | the rarest of those that occur | its share is 0
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(found)
    return len(found) / len(P), torch.special.entr(p).sum().exp().item(), p[p > 0].min().item()


# %% 09b.1 | logarithm of base 2 | exp belongs to the natural
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(found)
    q = p[p > 0]
    return len(found) / len(P), (-(q * q.log2()).sum()).exp().item(), p.min().item()


# %% 09b.1 | classes counted, however rare | however seldom
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(found)
    return len(found) / len(P), float((p > 0).sum()), p.min().item()


# %% 09b.1 | the entropy alone | its exp
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(found)
    return len(found) / len(P), torch.special.entr(p).sum().item(), p.min().item()


# %% 09b.1 | the threshold of the example learned by heart | sure =
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > 0.95].argmax(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(found)
    return len(found) / len(P), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.1 | ten classes learned by heart | expected
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount(minlength=10) / len(found)
    return len(found) / len(P), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.1 | no sure picture gives nan | got nan
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values > sure].argmax(dim=1)
    p = found.bincount(minlength=P.shape[1]) / len(found)
    return len(found) / len(P), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.1 | at least, not more than | is *more* than
def coverage(P, sure=0.95):
    found = P[P.max(dim=1).values >= sure].argmax(dim=1)
    if len(found) == 0:
        return 0.0, 0.0, 0.0
    p = found.bincount(minlength=P.shape[1]) / len(found)
    return len(found) / len(P), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.1 | unsure probabilities set to 0 in place | changed the probabilities
def coverage(P, sure=0.95):
    P[P <= sure] = 0
    found = P[P.max(dim=1).values > 0].argmax(dim=1)
    if len(found) == 0:
        return 0.0, 0.0, 0.0
    p = found.bincount(minlength=P.shape[1]) / len(found)
    return len(found) / len(P), torch.special.entr(p).sum().exp().item(), p.min().item()


# %% 09b.2 | all differences at once | at a time
def nearest(new, train, chunk=500):
    best = (new.flatten(1)[:, None] - train.flatten(1)).square().sum(dim=2).sqrt().min(dim=1)
    return best.values, best.indices


# %% 09b.2 | all distances at once, chunk ignored | 210 pictures to compare with
def nearest(new, train, chunk=500):
    best = torch.cdist(new.flatten(1), train.flatten(1)).min(dim=1)
    return best.values, best.indices


# %% 09b.2 | a chunk of differences | at a time
def nearest(new, train, chunk=500):
    best = [(r[:, None] - train.flatten(1)).square().sum(dim=2).sqrt().min(dim=1) for r in new.flatten(1).split(chunk)]
    return torch.cat([b.values for b in best]), torch.cat([b.indices for b in best])


# %% 09b.2 | squared distances | squared distance
def nearest(new, train, chunk=500):
    best = [torch.cdist(rows, train.flatten(1)).square().min(dim=1) for rows in new.flatten(1).split(chunk)]
    return torch.cat([b.values for b in best]), torch.cat([b.indices for b in best])


# %% 09b.2 | the mean in place of the sum | sum
def nearest(new, train, chunk=500):
    D = [torch.cdist(rows, train.flatten(1)) / train[0].numel() ** 0.5 for rows in new.flatten(1).split(chunk)]
    best = [d.min(dim=1) for d in D]
    return torch.cat([b.values for b in best]), torch.cat([b.indices for b in best])


# %% 09b.2 | the wrong axis | expected shape
def nearest(new, train, chunk=500):
    best = [torch.cdist(rows, train.flatten(1)).min(dim=0) for rows in new.flatten(1).split(chunk)]
    return torch.cat([b.values for b in best]), torch.cat([b.indices for b in best])


# %% 09b.2 | the farthest | farthest
def nearest(new, train, chunk=500):
    best = [torch.cdist(rows, train.flatten(1)).max(dim=1) for rows in new.flatten(1).split(chunk)]
    return torch.cat([b.values for b in best]), torch.cat([b.indices for b in best])


# %% 09b.2 | chunks of train, numbers within the chunk | numbers
def nearest(new, train, chunk=500):
    best = None
    for part in train.flatten(1).split(chunk):
        here = torch.cdist(new.flatten(1)[: 10**9], part).min(dim=1)
        if best is None:
            best = here.values, here.indices
        at = here.values < best[0]
        best = torch.where(at, here.values, best[0]), torch.where(at, here.indices, best[1])
    return best


# %% 09b.2 | the numbers forgotten | two tensors
def nearest(new, train, chunk=500):
    return torch.cat([torch.cdist(r, train.flatten(1)).min(dim=1).values for r in new.flatten(1).split(chunk)])


# %% 09b.2 | the last, smaller chunk lost | expected shape
def nearest(new, train, chunk=500):
    rows = new.flatten(1)
    best = [torch.cdist(rows[i * chunk :][:chunk], train.flatten(1)).min(dim=1) for i in range(len(rows) // chunk)]
    return torch.cat([b.values for b in best]), torch.cat([b.indices for b in best])


# %% 09b.2 | each picture finds itself | its own nearest
def nearest_other(train, chunk=500):
    return torch.cat([torch.cdist(r, train.flatten(1)).min(dim=1).values for r in train.flatten(1).split(chunk)])


# %% 09b.2 | the smallest distance that is not 0 | twice
def nearest_other(train, chunk=500):
    D = [torch.cdist(r, train.flatten(1)) for r in train.flatten(1).split(chunk)]
    return torch.cat([d.masked_fill(d < 0.01, torch.inf).min(dim=1).values for d in D])


# %% 09b.2 | the diagonal of each chunk | second chunk
def nearest_other(train, chunk=500):
    D = [torch.cdist(r, train.flatten(1)) for r in train.flatten(1).split(chunk)]
    return torch.cat([d.fill_diagonal_(torch.inf).min(dim=1).values for d in D])


# %% 09b.2 | all at once | at a time
def nearest_other(train, chunk=500):
    return torch.cdist(train.flatten(1), train.flatten(1)).topk(2, dim=1, largest=False).values[:, 1]


# %% 09b.2 | the share that is nearer to held_out | nearer to train
def closer_share(new, train, held_out, chunk=500):
    return (nearest(new, train, chunk)[0] > nearest(new, held_out, chunk)[0]).float().mean().item()


# %% 09b.2 | exact copies alone | not only copies
def closer_share(new, train, held_out, chunk=500):
    return (nearest(new, train, chunk)[0] < 0.1).float().mean().item()


# %% 09b.2 | means compared | picture by picture
def closer_share(new, train, held_out, chunk=500):
    return float(nearest(new, train, chunk)[0].mean() < nearest(new, held_out, chunk)[0].mean())


# %% 09b.2 | a tensor returned | .item()
def closer_share(new, train, held_out, chunk=500):
    return (nearest(new, train, chunk)[0] < nearest(new, held_out, chunk)[0]).float().mean()


# %% 09b.2 | the mean of train taken away in place | changed the pictures
def nearest(new, train, chunk=500):
    mean = train.flatten(1).mean(dim=0).view(train[0].shape)
    new -= mean
    train -= mean
    best = [torch.cdist(rows, train.flatten(1)).min(dim=1) for rows in new.flatten(1).split(chunk)]
    return torch.cat([b.values for b in best]), torch.cat([b.indices for b in best])


# %% 09b.3 | the derivative for σ | for σ
gradients = (1.0, 1.5)


# %% 09b.3 | derivatives exchanged | gradients
gradients = (0.75, 1.0)


# %% 09b.3 | the variance in place of the standard deviation | not exp(log σ²)
def reparameterize(mu, log_var, training=True):
    return mu + log_var.exp() * torch.randn_like(mu) if training else mu


# %% 09b.3 | the logarithm itself | standard deviation
def reparameterize(mu, log_var, training=True):
    return mu + log_var * torch.randn_like(mu) if training else mu


# %% 09b.3 | a draw without a gradient | no gradient
def reparameterize(mu, log_var, training=True):
    return torch.normal(mu, (log_var / 2).exp()).detach() if training else mu


# %% 09b.3 | sample in place of rsample | no gradient
def reparameterize(mu, log_var, training=True):
    return torch.distributions.Normal(mu, (log_var / 2).exp()).sample() if training else mu


# %% 09b.3 | sigma detached | no gradient flows back into log_var
def reparameterize(mu, log_var, training=True):
    return mu + (log_var / 2).exp().detach() * torch.randn_like(mu) if training else mu


# %% 09b.3 | mu detached | no gradient flows back into mu
def reparameterize(mu, log_var, training=True):
    return mu.detach() + (log_var / 2).exp() * torch.randn_like(mu) if training else mu


# %% 09b.3 | noise from rand | normal noise
def reparameterize(mu, log_var, training=True):
    return mu + (log_var / 2).exp() * torch.rand_like(mu) if training else mu


# %% 09b.3 | uniform noise of the right size | normal distribution
def reparameterize(mu, log_var, training=True):
    return mu + (log_var / 2).exp() * (torch.rand_like(mu) - 0.5) * 12**0.5 if training else mu


# %% 09b.3 | the same noise for all pictures | a draw for each picture
def reparameterize(mu, log_var, training=True):
    return mu + (log_var / 2).exp() * torch.randn(mu.shape[1]) if training else mu


# %% 09b.3 | one number of noise for each picture | all numbers of a picture
def reparameterize(mu, log_var, training=True):
    return mu + (log_var / 2).exp() * torch.randn(len(mu), 1) if training else mu


# %% 09b.3 | a seed inside | no seed inside
def reparameterize(mu, log_var, training=True):
    g = torch.Generator().manual_seed(0)
    return mu + (log_var / 2).exp() * torch.randn(mu.shape, generator=g) if training else mu


# %% 09b.3 | noise in evaluation, too | in evaluation
def reparameterize(mu, log_var, training=True):
    return mu + (log_var / 2).exp() * torch.randn_like(mu)


# %% 09b.3 | no noise at all | noise is added
def reparameterize(mu, log_var, training=True):
    return mu


# %% 09b.3 | the modes exchanged | noise is added
def reparameterize(mu, log_var, training=True):
    return mu if training else mu + (log_var / 2).exp() * torch.randn_like(mu)


# %% 09b.3 | added in place | your code raised
def reparameterize(mu, log_var, training=True):
    mu += (log_var / 2).exp() * torch.randn_like(mu)
    return mu


# %% 09b.3 | written into the data of mu | changed what it was given
def reparameterize(mu, log_var, training=True):
    mu.data += (log_var / 2).exp() * torch.randn_like(mu)
    return mu


# %% 09b.4 | the half forgotten on paper | forget the ½
kl_numbers = [0.0, 4.0, 2.0]


# %% 09b.4 | a mean over the numbers on paper | sum over the code
kl_numbers = [0.0, 2.0, 0.5]


# %% 09b.4 | the 1 not subtracted on paper | the 1 is subtracted
kl_numbers = [0.5, 2.5, 2.0]


# %% 09b.4 | the half forgotten | the ½ is missing
def kl(mu, log_var):
    return (mu**2 + log_var.exp() - 1 - log_var).sum(dim=1)


# %% 09b.4 | the sign | never negative
def kl(mu, log_var):
    return 0.5 * (1 + log_var - mu**2 - log_var.exp()).sum(dim=1)


# %% 09b.4 | mean over the numbers of a code | not their mean
def kl(mu, log_var):
    return 0.5 * (mu**2 + log_var.exp() - 1 - log_var).mean(dim=1)


# %% 09b.4 | one number for the batch | each picture
def kl(mu, log_var):
    return 0.5 * (mu**2 + log_var.exp() - 1 - log_var).sum(dim=1).mean()


# %% 09b.4 | the wrong axis | expected shape
def kl(mu, log_var):
    return 0.5 * (mu**2 + log_var.exp() - 1 - log_var).sum(dim=0)


# %% 09b.4 | log_var taken for log sigma | not ln σ
def kl(mu, log_var):
    return 0.5 * (mu**2 + (2 * log_var).exp() - 1 - 2 * log_var).sum(dim=1)


# %% 09b.4 | the standard deviation in place of the variance | σ² is exp(log_var)
def kl(mu, log_var):
    return 0.5 * (mu**2 + (log_var / 2).exp() - 1 - log_var).sum(dim=1)


# %% 09b.4 | the divergence the other way round | the other way round
def kl(mu, log_var):
    return 0.5 * ((1 + mu**2) / log_var.exp() - 1 + log_var).sum(dim=1)


# %% 09b.4 | squared in place | changed what it was given
def kl(mu, log_var):
    return 0.5 * (mu.square_() + log_var.exp() - 1 - log_var).sum(dim=1)


# %% 09b.4 | mean over everything | sum over the pixels
def vae_loss(logits, X, mu, log_var, beta=1.0):
    return F.binary_cross_entropy_with_logits(logits, X) + beta * kl(mu, log_var).mean()


# %% 09b.4 | pixels as a mean, the KL as a sum | a mean over the pixels
def vae_loss(logits, X, mu, log_var, beta=1.0):
    return F.binary_cross_entropy_with_logits(logits, X) + beta * kl(mu, log_var).sum()


# %% 09b.4 | a sum over the pictures | not the sum
def vae_loss(logits, X, mu, log_var, beta=1.0):
    return F.binary_cross_entropy_with_logits(logits, X, reduction="sum") + beta * kl(mu, log_var).sum()


# %% 09b.4 | pixels as a sum over pictures, the KL as a mean | summed over the pictures
def vae_loss(logits, X, mu, log_var, beta=1.0):
    return F.binary_cross_entropy_with_logits(logits, X, reduction="sum") + beta * kl(mu, log_var).mean()


# %% 09b.4 | beta forgotten | beta is missing
def vae_loss(logits, X, mu, log_var, beta=1.0):
    pixels = F.binary_cross_entropy_with_logits(logits, X, reduction="sum") / len(X)
    return pixels + kl(mu, log_var).mean()


# %% 09b.4 | the KL subtracted | the kl is added
def vae_loss(logits, X, mu, log_var, beta=1.0):
    pixels = F.binary_cross_entropy_with_logits(logits, X, reduction="sum") / len(X)
    return pixels - beta * kl(mu, log_var).mean()


# %% 09b.4 | squared error | squared error
def vae_loss(logits, X, mu, log_var, beta=1.0):
    return F.mse_loss(logits.sigmoid(), X, reduction="sum") / len(X) + beta * kl(mu, log_var).mean()


# %% 09b.4 | sigmoid twice | takes the sigmoid itself
def vae_loss(logits, X, mu, log_var, beta=1.0):
    pixels = F.binary_cross_entropy_with_logits(logits.sigmoid(), X, reduction="sum") / len(X)
    return pixels + beta * kl(mu, log_var).mean()


# %% 09b.4 | a number without its graph | with its graph
def vae_loss(logits, X, mu, log_var, beta=1.0):
    pixels = F.binary_cross_entropy_with_logits(logits, X, reduction="sum") / len(X)
    return (pixels + beta * kl(mu, log_var).mean()).item()


# %% 09b.4 | the code detached | flows back into mu
def vae_loss(logits, X, mu, log_var, beta=1.0):
    pixels = F.binary_cross_entropy_with_logits(logits, X, reduction="sum") / len(X)
    return pixels + beta * kl(mu.detach(), log_var).mean()


# %% 09b.5 | the sum of the ways | mean way
emd_numbers = [15.0, 4.0, 2.0]


# %% 09b.5 | in the order given | shortest ways
emd_numbers = [5.0, 4.0, 0.0]


# %% 09b.5 | both halves counted in full | half of the earth
emd_numbers = [5.0, 0.0, 4.0]


# %% 09b.5 | not sorted | expected
def emd(a, b):
    k = min(len(a), len(b))
    return (a[:k] - b[:k]).abs().mean().item()


# %% 09b.5 | the longer one cut off | cut off
def emd(a, b):
    k = min(len(a), len(b))
    return (a.sort().values[:k] - b.sort().values[:k]).abs().mean().item()


# %% 09b.5 | sorted, for equal sizes only | your code raised
def emd(a, b):
    return (a.sort().values - b.sort().values).abs().mean().item()


# %% 09b.5 | distance of the means | means
def emd(a, b):
    return (a.mean() - b.mean()).abs().item()


# %% 09b.5 | squared ways | not its square
def emd(a, b):
    x, y = a.sort().values.repeat_interleave(len(b)), b.sort().values.repeat_interleave(len(a))
    return (x - y).square().mean().item()


# %% 09b.5 | the largest difference of the distribution functions | largest difference
def emd(a, b):
    places = torch.cat([a, b]).sort().values
    one, two = ((t[:, None] <= places).float().mean(dim=0) for t in (a, b))
    return (one - two).abs().max().item()


# %% 09b.5 | widths forgotten | width
def emd(a, b):
    places = torch.cat([a, b]).sort().values
    one, two = ((t[:, None] <= places).float().mean(dim=0) for t in (a, b))
    return (one - two).abs().mean().item()


# %% 09b.5 | the sign kept | sign
def emd(a, b):
    places = torch.cat([a, b]).sort().values
    one, two = ((t[:, None] <= places).float().mean(dim=0) for t in (a, b))
    return ((one - two)[:-1] * places.diff()).sum().item()


# %% 09b.5 | heights taken from the right end | on the left
def emd(a, b):
    places = torch.cat([a, b]).sort().values
    one, two = ((t[:, None] <= places).float().mean(dim=0) for t in (a, b))
    return ((one - two).abs()[1:] * places.diff()).sum().item()


# %% 09b.5 | quantiles with interpolation | no interpolation
def emd(a, b):
    q = torch.linspace(0, 1, 101)
    return (a.quantile(q) - b.quantile(q)).abs().mean().item()


# %% 09b.5 | equal numbers counted once | expected
def emd(a, b):
    a, b = a.unique(), b.unique()
    x, y = a.repeat_interleave(len(b)), b.repeat_interleave(len(a))
    return (x - y).abs().mean().item()


# %% 09b.5 | sorted in place | changed a sample
def emd(a, b):
    a[:], b[:] = a.sort().values, b.sort().values
    return (a.repeat_interleave(len(b)) - b.repeat_interleave(len(a))).abs().mean().item()


# %% 09b.5 | a tensor returned | .item()
def emd(a, b):
    return (a.sort().values.repeat_interleave(len(b)) - b.sort().values.repeat_interleave(len(a))).abs().mean()


# %% 09b.6 | the slope itself squared | the slope is to be 1
linear = 25.0


# %% 09b.6 | 3 + 4 taken for a length | no length
linear = 36.0


# %% 09b.6 | not squared | squared
linear = 4.0


# %% 09b.6 | create_graph forgotten | has no graph
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | create_graph forgotten, and a graph asked for by force | create_graph
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points)
    return (gradient.requires_grad_().flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | the mean of the scores | n times too small
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).mean(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | the norm along axis 1 only | flatten first
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.norm(dim=1) - 1).square().mean()


# %% 09b.6 | one length for the batch | length for each picture
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.norm() - 1).square()


# %% 09b.6 | one u for all | its own u
def gradient_penalty(critic, real, fake, u):
    points = (u[0] * real + (1 - u[0]) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | u at the fake one | belongs to the real picture
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * fake + (1 - u) * real).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | u ignored: at the real pictures | between the two
def gradient_penalty(critic, real, fake, u):
    points = real.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | slopes below 1 go free | a slope below 1
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).clamp(min=0).square().mean()


# %% 09b.6 | the root forgotten | where is the root
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).square().sum(dim=1) - 1).square().mean()


# %% 09b.6 | the points not detached | detach the points
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = u * real + (1 - u) * fake
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | backward in place of autograd.grad | backward and zero_grad do not
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    critic(points).sum().backward(create_graph=True)
    return (points.grad.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | the critic's gradients cleared | zero_grad do not
def gradient_penalty(critic, real, fake, u):
    critic.zero_grad()
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | real asks for a gradient afterwards | asks for a gradient now
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = u * real.requires_grad_() + (1 - u) * fake.detach()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | pictures with four axes only | your code raised
def gradient_penalty(critic, real, fake, u):
    u = u[:, None, None, None]
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().mean()


# %% 09b.6 | the sum over the pictures | the mean over the pictures
def gradient_penalty(critic, real, fake, u):
    u = u.view(-1, *[1] * (real.dim() - 1))
    points = (u * real + (1 - u) * fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).square().sum()


# %% 09b.7 | every sampler is wrong | is right
def catches(sampler):
    return True


# %% 09b.7 | nothing caught | lets a wrong sampler pass
def catches(sampler):
    return False


# %% 09b.7 | a number in place of True and False | must return true or false
def catches(sampler):
    return torch.tensor(True)


# %% 09b.7 | the oracle alone | lets a wrong sampler pass
def catches(sampler):
    x0, beta = torch.tensor([[2.0, -1.0, 0.5]]), torch.linspace(0.05, 0.4, 9)
    bar = (1 - beta).cumprod(dim=0)[:, None]
    try:
        x = sampler(lambda x, t: (x - bar[t].sqrt() * x0) / (1 - bar[t]).sqrt(), torch.randn(64, 3), beta)
    except Exception:
        return True
    return not (x - x0).abs().max() < 1e-3


# %% 09b.7 | the shape and the size of the result alone | lets a wrong sampler pass
def catches(sampler):
    x = torch.randn(64, 3)
    try:
        result = sampler(lambda x, t: torch.zeros_like(x), x, torch.linspace(0.05, 0.4, 9))
    except Exception:
        return True
    return bool(result.shape != x.shape or not result.isfinite().all())


# %% 09b.7 | only the order of the steps | lets a wrong sampler pass
def catches(sampler):
    steps = []

    def predict(x, t):
        steps.append(int(t[0]))
        return x

    try:
        sampler(predict, torch.randn(8, 3), torch.linspace(0.05, 0.4, 9))
    except Exception:
        return True
    return steps != list(range(8, -1, -1))


# %% 09b.7 | compared with an own run under the same seed | is right
def catches(sampler):
    def mine(predict, x, beta):
        bar = (1 - beta).cumprod(dim=0)
        for t in reversed(range(len(beta))):
            e = predict(x, torch.full((len(x),), t))
            x = (x - beta[t] / (1 - bar[t]).sqrt() * e) / (1 - beta[t]).sqrt()
            if t:
                x = x + beta[t].sqrt() * torch.randn_like(x)
        return x

    x, beta = torch.randn(20, 4), torch.linspace(0.05, 0.4, 9)
    results = []
    for function in (sampler, mine):
        torch.manual_seed(0)
        try:
            results.append(function(lambda x, t: x.sin(), x.clone(), beta))
        except Exception:
            return True
    return not torch.allclose(*results, atol=1e-3)


# %% 09b.7 | moments of the result, with predictions of 0 | lets a wrong sampler pass
def catches(sampler):
    beta = torch.full((5,), 0.2)
    try:
        x = sampler(lambda x, t: torch.zeros_like(x), torch.zeros(4000, 4), beta)
    except Exception:
        return True
    var = sum(0.2 / 0.8 ** (t + 0) for t in range(1, 5))
    return not abs(x.var().item() / var - 1) < 0.1


# %% 09b.7 | bounds too narrow for chance | is right
def catches(sampler):
    x, seen, beta = torch.randn(500, 8), [], torch.full((3,), 0.2)

    def predict(x, t):
        seen.append(x.clone())
        return torch.zeros_like(x)

    try:
        sampler(predict, x, beta)
        rest = (seen[1] - seen[0] / 0.8**0.5) / 0.2**0.5
    except Exception:
        return True
    return not (abs(rest.mean()) < 1e-3 and abs(rest.std() - 1) < 1e-3)


# %% 09b.7 | noise expected in the last step, too | is right
def catches(sampler):
    x, seen, beta = torch.randn(500, 8), [], torch.full((3,), 0.2)

    def predict(x, t):
        seen.append(x.clone())
        return torch.zeros_like(x)

    try:
        result = sampler(predict, x, beta)
        rest = (result - seen[-1] / 0.8**0.5) / 0.2**0.5
    except Exception:
        return True
    return not bool(abs(rest.std() - 1) < 0.1)


# %% 09b.7 | all but the independence of the noise | lets a wrong sampler pass
def catches(sampler):
    beta, x, seen = torch.linspace(0.05, 0.4, 9), 2 * torch.randn(500, 8), []
    bar, given = (1 - beta).cumprod(dim=0), x.clone()

    def predict(x, t):
        seen.append((x.clone(), t.clone(), torch.sin(x + t[:, None])))
        return seen[-1][2].clone()

    try:
        result = sampler(predict, x, beta)
        for (x_t, t, e), (after, *_), step in zip(seen, [*seen[1:], (result,)], reversed(range(9)), strict=True):
            rest = after - (x_t - beta[step] / (1 - bar[step]).sqrt() * e) / (1 - beta[step]).sqrt()
            rest = rest / beta[step].sqrt()
            if step and (abs(rest.mean()) > 0.1 or abs(rest.std() - 1) > 0.1):
                return True
            if (step == 0 and rest.abs().max() > 1e-2) or (t != step).any():
                return True
    except Exception:
        return True
    return not (torch.equal(x, given) and torch.equal(seen[0][0], given))


# %% 09b.7 | notes what it is shown without copies | copies of what predict
def catches(sampler):
    beta, x, seen = torch.linspace(0.05, 0.4, 9), 2 * torch.randn(500, 8), []
    bar, given, beta_given = (1 - beta).cumprod(dim=0), x.clone(), beta.clone()

    def predict(x, t):
        seen.append((x, t.clone(), 3 * torch.sin(x + t[:, None])))
        return seen[-1][2].clone()

    try:
        result, rests = sampler(predict, x, beta), []
        for (x_t, t, e), (after, *_), step in zip(seen, [*seen[1:], (result,)], reversed(range(9)), strict=True):
            b = beta_given[step]
            rest = after - (x_t - b / (1 - bar[step]).sqrt() * e) / (1 - b).sqrt()
            rests.append(rest / b.sqrt() if (t == step).all() else rest + 99)
        noise = torch.stack(rests[:-1])
        around = noise.mean(dim=(1, 2)).abs().max() < 0.1 and (noise.std(dim=(1, 2)) - 1).abs().max() < 0.1
        apart = noise.mean(dim=1).abs().max() < 0.3 + 0.1 and noise.mean(dim=(2,)).std() < 0.5
        apart = apart and noise.mean(dim=0).std() < 0.5
        kept = torch.equal(x, given) and torch.equal(beta, beta_given) and torch.equal(seen[0][0], given)
        return bool(not (around and apart and kept and rests[-1].abs().max() < 1e-3))
    except Exception:
        return True


# %% 09b.7 | one call more not noticed | once more at the end
def catches(sampler):
    beta, x, seen = torch.linspace(0.05, 0.4, 9), 2 * torch.randn(500, 8), []
    bar, given, beta_given = (1 - beta).cumprod(dim=0), x.clone(), beta.clone()

    def predict(x, t):
        seen.append((x.clone(), t.clone(), 3 * torch.sin(x + t[:, None])))
        return seen[-1][2].clone()

    try:
        result, rests = sampler(predict, x, beta), []
        for (x_t, t, e), (after, *_), step in zip(seen, [*seen[1:], (result,)], reversed(range(9)), strict=False):
            b = beta_given[step]
            rest = after - (x_t - b / (1 - bar[step]).sqrt() * e) / (1 - b).sqrt()
            rests.append(rest / b.sqrt() if (t == step).all() else rest + 99)
        noise = torch.stack(rests[:-1])
        around = noise.mean(dim=(1, 2)).abs().max() < 0.1 and (noise.std(dim=(1, 2)) - 1).abs().max() < 0.1
        apart = noise.mean(dim=1).abs().max() < 0.3 + 0.1 and noise.mean(dim=(2,)).std() < 0.5
        apart = apart and noise.mean(dim=0).std() < 0.5
        kept = torch.equal(x, given) and torch.equal(beta, beta_given) and torch.equal(seen[0][0], given)
        return bool(not (around and apart and kept and rests[-1].abs().max() < 1e-3))
    except Exception:
        return True


# %% 09b.7 | t of one picture compared | one of the pictures
def catches(sampler):
    beta, x, seen = torch.linspace(0.05, 0.4, 9), 2 * torch.randn(500, 8), []
    bar, given, beta_given = (1 - beta).cumprod(dim=0), x.clone(), beta.clone()

    def predict(x, t):
        seen.append((x.clone(), t.clone(), 3 * torch.sin(x + t[:, None])))
        return seen[-1][2].clone()

    try:
        result, rests = sampler(predict, x, beta), []
        for (x_t, t, e), (after, *_), step in zip(seen, [*seen[1:], (result,)], reversed(range(9)), strict=True):
            b = beta_given[step]
            rest = after - (x_t - b / (1 - bar[step]).sqrt() * e) / (1 - b).sqrt()
            rests.append(rest / b.sqrt() if (t == step).any() else rest + 99)
        noise = torch.stack(rests[:-1])
        around = noise.mean(dim=(1, 2)).abs().max() < 0.1 and (noise.std(dim=(1, 2)) - 1).abs().max() < 0.1
        apart = noise.mean(dim=1).abs().max() < 0.3 + 0.1 and noise.mean(dim=(2,)).std() < 0.5
        apart = apart and noise.mean(dim=0).std() < 0.5
        kept = torch.equal(x, given) and torch.equal(beta, beta_given) and torch.equal(seen[0][0], given)
        return bool(not (around and apart and kept and rests[-1].abs().max() < 1e-3))
    except Exception:
        return True


# %% 09b.7 | the mean of the noise not compared | mean is -0.5
def catches(sampler):
    beta, x, seen = torch.linspace(0.05, 0.4, 9), 2 * torch.randn(500, 8), []
    bar, given, beta_given = (1 - beta).cumprod(dim=0), x.clone(), beta.clone()

    def predict(x, t):
        seen.append((x.clone(), t.clone(), 3 * torch.sin(x + t[:, None])))
        return seen[-1][2].clone()

    try:
        result, rests = sampler(predict, x, beta), []
        for (x_t, t, e), (after, *_), step in zip(seen, [*seen[1:], (result,)], reversed(range(9)), strict=True):
            b = beta_given[step]
            rest = after - (x_t - b / (1 - bar[step]).sqrt() * e) / (1 - b).sqrt()
            rests.append(rest / b.sqrt() if (t == step).all() else rest + 99)
        noise = torch.stack(rests[:-1])
        around = noise.mean(dim=(1, 2)).abs().max() < 0.7 and (noise.std(dim=(1, 2)) - 1).abs().max() < 0.1
        apart = noise.mean(dim=1).abs().max() < 0.3 + 0.7 and noise.mean(dim=(2,)).std() < 0.5
        apart = apart and noise.mean(dim=0).std() < 0.5
        kept = torch.equal(x, given) and torch.equal(beta, beta_given) and torch.equal(seen[0][0], given)
        return bool(not (around and apart and kept and rests[-1].abs().max() < 1e-3))
    except Exception:
        return True


# %% 09b.7 | one good step is enough | twice as wide
def catches(sampler):
    beta, x, seen = torch.linspace(0.05, 0.4, 9), 2 * torch.randn(500, 8), []
    bar, given, beta_given = (1 - beta).cumprod(dim=0), x.clone(), beta.clone()

    def predict(x, t):
        seen.append((x.clone(), t.clone(), 3 * torch.sin(x + t[:, None])))
        return seen[-1][2].clone()

    try:
        result, rests = sampler(predict, x, beta), []
        for (x_t, t, e), (after, *_), step in zip(seen, [*seen[1:], (result,)], reversed(range(9)), strict=True):
            b = beta_given[step]
            rest = after - (x_t - b / (1 - bar[step]).sqrt() * e) / (1 - b).sqrt()
            rests.append(rest / b.sqrt() if (t == step).all() else rest + 99)
        noise = torch.stack(rests[:-1])
        around = noise.mean(dim=(1, 2)).abs().max() < 0.1 and (noise.std(dim=(1, 2)) - 1).abs().min() < 0.1
        apart = noise.mean(dim=1).abs().max() < 0.3 + 0.1 and noise.mean(dim=(2,)).std() < 0.5
        apart = apart and noise.mean(dim=0).std() < 0.5
        kept = torch.equal(x, given) and torch.equal(beta, beta_given) and torch.equal(seen[0][0], given)
        return bool(not (around and apart and kept and rests[-1].abs().max() < 1e-3))
    except Exception:
        return True


# %% 09b.7 | beta compared with itself | beta to 0
def catches(sampler):
    beta, x, seen = torch.linspace(0.05, 0.4, 9), 2 * torch.randn(500, 8), []
    bar, given, beta_given = (1 - beta).cumprod(dim=0), x.clone(), beta.clone()

    def predict(x, t):
        seen.append((x.clone(), t.clone(), 3 * torch.sin(x + t[:, None])))
        return seen[-1][2].clone()

    try:
        result, rests = sampler(predict, x, beta), []
        for (x_t, t, e), (after, *_), step in zip(seen, [*seen[1:], (result,)], reversed(range(9)), strict=True):
            b = beta_given[step]
            rest = after - (x_t - b / (1 - bar[step]).sqrt() * e) / (1 - b).sqrt()
            rests.append(rest / b.sqrt() if (t == step).all() else rest + 99)
        noise = torch.stack(rests[:-1])
        around = noise.mean(dim=(1, 2)).abs().max() < 0.1 and (noise.std(dim=(1, 2)) - 1).abs().max() < 0.1
        apart = noise.mean(dim=1).abs().max() < 0.3 + 0.1 and noise.mean(dim=(2,)).std() < 0.5
        apart = apart and noise.mean(dim=0).std() < 0.5
        kept = torch.equal(x, given) and torch.equal(beta, beta) and torch.equal(seen[0][0], given)
        return bool(not (around and apart and kept and rests[-1].abs().max() < 1e-3))
    except Exception:
        return True


# %% 09b.7 | errors pass through | your code raised
def catches(sampler):
    beta, x = torch.linspace(0.05, 0.4, 9), torch.randn(500, 8)

    def predict(x, t):
        assert 0 <= int(t[0]) < 9
        return beta.cumprod(dim=0)[t][:, None] * torch.ones(3000, 8)

    sampler(predict, x, beta)
    return False


# %% 09b.8 | both roots forgotten on paper | the root of ᾱ
kept_and_noise = (0.36, 0.64)


# %% 09b.8 | the variance of the noise on paper | variance of the noise
kept_and_noise = (0.6, 0.64)


# %% 09b.8 | exchanged on paper | other way round
kept_and_noise = (0.8, 0.6)


# %% 09b.8 | one step too early | including
def alpha_bar(beta):
    return torch.cat([torch.ones(1), (1 - beta).cumprod(dim=0)[:-1]])


# %% 09b.8 | product of beta | not of β
def alpha_bar(beta):
    return beta.cumprod(dim=0)


# %% 09b.8 | a sum | not the sum
def alpha_bar(beta):
    return (1 - beta).cumsum(dim=0)


# %% 09b.8 | no product | the product up to each step
def alpha_bar(beta):
    return 1 - beta


# %% 09b.8 | 1 minus the sum | expected
def alpha_bar(beta):
    return 1 - beta.cumsum(dim=0)


# %% 09b.8 | the root taken at once | without the root
def alpha_bar(beta):
    return (1 - beta).cumprod(dim=0).sqrt()


# %% 09b.8 | computed in place | changed what it was given
def alpha_bar(beta):
    return beta.neg_().add_(1).cumprod(dim=0)


# %% 09b.8 | the root missing at the noise | its factor is the root
def diffuse(x0, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x0.dim() - 1))
    return a.sqrt() * x0 + (1 - a) * eps


# %% 09b.8 | the root missing at x0 | root of ᾱ
def diffuse(x0, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x0.dim() - 1))
    return a * x0 + (1 - a).sqrt() * eps


# %% 09b.8 | 1 minus the root | expected
def diffuse(x0, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x0.dim() - 1))
    return a.sqrt() * x0 + (1 - a.sqrt()) * eps


# %% 09b.8 | the factors exchanged | belongs to x0
def diffuse(x0, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x0.dim() - 1))
    return (1 - a).sqrt() * x0 + a.sqrt() * eps


# %% 09b.8 | the noise without a factor | has a factor
def diffuse(x0, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x0.dim() - 1))
    return a.sqrt() * x0 + eps


# %% 09b.8 | one step for the batch | its own t
def diffuse(x0, t, bar, eps):
    a = bar[t[0]]
    return a.sqrt() * x0 + (1 - a).sqrt() * eps


# %% 09b.8 | t one too small | of the step before
def diffuse(x0, t, bar, eps):
    a = bar[(t - 1).clamp(min=0)].view(-1, *[1] * (x0.dim() - 1))
    return a.sqrt() * x0 + (1 - a).sqrt() * eps


# %% 09b.8 | broadcast along the last axis | your code raised
def diffuse(x0, t, bar, eps):
    return bar[t].sqrt() * x0 + (1 - bar[t]).sqrt() * eps


# %% 09b.8 | pictures with four axes only | expected shape
def diffuse(x0, t, bar, eps):
    a = bar[t][:, None, None, None]
    return a.sqrt() * x0 + (1 - a).sqrt() * eps.view(*x0.shape[:4])


# %% 09b.8 | noise of its own | expected
def diffuse(x0, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x0.dim() - 1))
    return a.sqrt() * x0 + (1 - a).sqrt() * torch.randn_like(x0)


# %% 09b.8 | not divided | divide by the factor
def undo(x_t, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x_t.dim() - 1))
    return x_t - (1 - a).sqrt() * eps


# %% 09b.8 | the noise taken away without its factor | noise in x has the factor
def undo(x_t, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x_t.dim() - 1))
    return (x_t - eps) / a.sqrt()


# %% 09b.8 | divided before the noise is taken away | first take the noise away
def undo(x_t, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x_t.dim() - 1))
    return x_t / a.sqrt() - (1 - a).sqrt() * eps


# %% 09b.8 | taken away in place | changed what it was given
def undo(x_t, t, bar, eps):
    a = bar[t].view(-1, *[1] * (x_t.dim() - 1))
    x_t -= (1 - a).sqrt() * eps
    return x_t / a.sqrt()


# %% 09b.9 | the sign of the critic's loss | score real pictures higher
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = distance + 10 * penalty(critic, real, fake)
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the sign of the generator's loss | wrong way
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the generator's step cut off | not moved at all
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    generator_optimizer.zero_grad()
    loss = -critic(generator(zs[-1]).detach()).mean()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | zero_grad forgotten in the critic's steps | left over from earlier count in the critic
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | zero_grad forgotten in the generator's step | left over from earlier count in the generator
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | one step of the critic only | one step of the critic for each batch
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    real, fake = reals[0], generator(zs[0]).detach()
    distance = critic(real).mean() - critic(fake).mean()
    loss = 10 * penalty(critic, real, fake) - distance
    critic_optimizer.zero_grad()
    loss.backward()
    critic_optimizer.step()
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return [distance.item()], loss.item()


# %% 09b.9 | the fakes keep the generator's graph | detach them
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z)
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the same noise in each step | its own noise
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real in reals:
        fake = generator(zs[0]).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[0])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the penalty with the weight 1 | 10 times the penalty
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the penalty as a number | does not reach the critic
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake).item() - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | penalty forgotten | never asked for
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        distance = critic(real).mean() - critic(generator(z).detach()).mean()
        critic_optimizer.zero_grad()
        (-distance).backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the critic moves in the generator's step, too | moved in the generator's step
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    critic_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the generator in evaluation mode | evaluation mode
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    generator.eval()
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | evaluation mode where pictures are made for the critic | in training mode
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        generator.eval()
        fake = generator(z).detach()
        generator.train()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the critic frozen and left so | no longer asks
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    critic.requires_grad_(False)
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the critic's loss in place of the distance | distances
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        loss = 10 * penalty(critic, real, fake) - critic(real).mean() + critic(fake).mean()
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(loss.item())
    loss = -critic(generator(zs[-1])).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | a step of the generator after each of the critic's | after all steps
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    distances = []
    for i, (real, z) in enumerate(zip(reals, zs)):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
        loss = -critic(generator(z if i < len(reals) - 1 else zs[-1])).mean()
        generator_optimizer.zero_grad()
        loss.backward()
        generator_optimizer.step()
    return distances, loss.item()


# %% 09b.9 | the last noise popped off the list | changed the batches
def wgan_round(critic, generator, reals, zs, critic_optimizer, generator_optimizer, penalty):
    last, distances = zs.pop(), []
    for real, z in zip(reals, zs):
        fake = generator(z).detach()
        distance = critic(real).mean() - critic(fake).mean()
        loss = 10 * penalty(critic, real, fake) - distance
        critic_optimizer.zero_grad()
        loss.backward()
        critic_optimizer.step()
        distances.append(distance.item())
    loss = -critic(generator(last)).mean()
    generator_optimizer.zero_grad()
    loss.backward()
    generator_optimizer.step()
    return distances, loss.item()


# %% 09b.10 | nothing mended | not the root of the sum
fixed_frechet, fixed_report = buggy_frechet, buggy_report


# %% 09b.10 | the diagonals alone | varies together
def fixed_frechet(a, b):
    roots = (a.var(dim=0) * b.var(dim=0)).sqrt().sum()
    gap = (a.mean(dim=0) - b.mean(dim=0)).square().sum()
    return (gap + a.var(dim=0).sum() + b.var(dim=0).sum() - 2 * roots).item()


# %% 09b.10 | eigenvalues without roots | where are the roots
def fixed_frechet(a, b):
    A, B = torch.cov(a.T), torch.cov(b.T)
    roots = torch.linalg.eigvals(A @ B).real.sum()
    return ((a.mean(dim=0) - b.mean(dim=0)).square().sum() + A.trace() + B.trace() - 2 * roots).item()


# %% 09b.10 | the distance of the means not squared | *squared* distance
def fixed_frechet(a, b):
    A, B = torch.cov(a.T), torch.cov(b.T)
    roots = torch.linalg.eigvals(A @ B).real.clamp(min=0).sqrt().sum()
    return ((a.mean(dim=0) - b.mean(dim=0)).norm() + A.trace() + B.trace() - 2 * roots).item()


# %% 09b.10 | the means alone | where are the covariances
def fixed_frechet(a, b):
    return (a.mean(dim=0) - b.mean(dim=0)).square().sum().item()


# %% 09b.10 | the covariance along the wrong axis | your code raised
def fixed_frechet(a, b):
    A, B = torch.cov(a), torch.cov(b)
    roots = torch.linalg.eigvals(A @ B).real.clamp(min=0).sqrt().sum()
    return ((a.mean(dim=0) - b.mean(dim=0)).square().sum() + A.trace() + B.trace() - 2 * roots).item()


# %% 09b.10 | the generator in training mode | generator answers in training mode
def fixed_report(generator, judge, real, zs):
    was = judge.training
    judge.eval()
    before = copy.deepcopy(generator.state_dict())
    generator.train(mode := generator.training)
    with torch.no_grad():
        twin = copy.deepcopy(generator).train()
        features = torch.cat([judge.features((twin(z) + 1) / 2) for z in zs])
        sure = (judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item()
        distance = fixed_frechet(features, judge.features(real))
    judge.train(was), generator.train(mode), generator.load_state_dict(before)
    return sure, distance


# %% 09b.10 | the range forgotten | lie between -1 and 1
def fixed_report(generator, judge, real, zs):
    modes = generator.training, judge.training
    generator.eval(), judge.eval()
    with torch.no_grad():
        features = torch.cat([judge.features(generator(z)) for z in zs])
        sure = (judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item()
        distance = fixed_frechet(features, judge.features(real))
    generator.train(modes[0]), judge.train(modes[1])
    return sure, distance


# %% 09b.10 | clamped into the range | clamp
def fixed_report(generator, judge, real, zs):
    modes = generator.training, judge.training
    generator.eval(), judge.eval()
    with torch.no_grad():
        features = torch.cat([judge.features(generator(z).clamp(0, 1)) for z in zs])
        sure = (judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item()
        distance = fixed_frechet(features, judge.features(real))
    generator.train(modes[0]), judge.train(modes[1])
    return sure, distance


# %% 09b.10 | the real pictures brought to -1 … 1 instead | real ones
def fixed_report(generator, judge, real, zs):
    modes = generator.training, judge.training
    generator.eval(), judge.eval()
    with torch.no_grad():
        features = torch.cat([judge.features((generator(z) + 1) / 2) for z in zs])
        sure = (judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item()
        distance = fixed_frechet(features, judge.features(2 * real - 1))
    generator.train(modes[0]), judge.train(modes[1])
    return sure, distance


# %% 09b.10 | the softmax over the pictures | add up to 1
def fixed_report(generator, judge, real, zs):
    modes = generator.training, judge.training
    generator.eval(), judge.eval()
    with torch.no_grad():
        features = torch.cat([judge.features((generator(z) + 1) / 2) for z in zs])
        sure = (judge.head(features).softmax(dim=0).amax(dim=1) > 0.95).float().mean().item()
        distance = fixed_frechet(features, judge.features(real))
    generator.train(modes[0]), judge.train(modes[1])
    return sure, distance


# %% 09b.10 | a mean over the batches | all pictures together
def fixed_report(generator, judge, real, zs):
    modes, sure, distance = (generator.training, judge.training), [], []
    generator.eval(), judge.eval()
    with torch.no_grad():
        for z in zs:
            features = judge.features((generator(z) + 1) / 2)
            sure.append((judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item())
            distance.append(fixed_frechet(features, judge.features(real)))
    generator.train(modes[0]), judge.train(modes[1])
    return sum(sure) / len(zs), sum(distance) / len(zs)


# %% 09b.10 | the modes not put back | another mode
def fixed_report(generator, judge, real, zs):
    generator.eval(), judge.eval()
    with torch.no_grad():
        features = torch.cat([judge.features((generator(z) + 1) / 2) for z in zs])
        sure = (judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item()
        return sure, fixed_frechet(features, judge.features(real))


# %% 09b.10 | both always left in training mode | another mode
def fixed_report(generator, judge, real, zs):
    generator.eval(), judge.eval()
    with torch.no_grad():
        features = torch.cat([judge.features((generator(z) + 1) / 2) for z in zs])
        sure = (judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item()
        distance = fixed_frechet(features, judge.features(real))
    generator.train(), judge.train()
    return sure, distance


# %% 09b.10 | the judge in the mode in which it came | judge
def fixed_report(generator, judge, real, zs):
    mode = generator.training
    generator.eval()
    with torch.no_grad():
        features = torch.cat([judge.features((generator(z) + 1) / 2) for z in zs])
        sure = (judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item()
        distance = fixed_frechet(features, judge.features(real))
    generator.train(mode)
    return sure, distance


# %% 09b.10 | the first batch alone | all batches
def fixed_report(generator, judge, real, zs):
    modes = generator.training, judge.training
    generator.eval(), judge.eval()
    with torch.no_grad():
        features = judge.features((generator(zs[0]) + 1) / 2)
        sure = (judge.head(features).softmax(dim=1).amax(dim=1) > 0.95).float().mean().item()
        distance = fixed_frechet(features, judge.features(real))
    generator.train(modes[0]), judge.train(modes[1])
    return sure, distance


# %% 09b.11 | nothing mended | more than one bug
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    players = critic, generator
    return buggy_gan_step(*players, real, z_critic, z_generator, critic_optimizer, generator_optimizer)


# %% 09b.11 | the range left | bring the real ones
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(real), critic(generator(z_critic).detach())
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = F.softplus(-critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | the invented ones brought to 0 … 1 for the critic | the invented ones as they are
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(2 * real - 1), critic((generator(z_critic).detach() + 1) / 2)
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = F.softplus(-critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | one batch of both | share a batch
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    both = critic(torch.cat([2 * real - 1, generator(z_critic).detach()]))
    real_scores, fake_scores = both.split(len(real))
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = F.softplus(-critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | zero_grad after the step | not after the step
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(2 * real - 1), critic(generator(z_critic).detach())
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_loss.backward()
    critic_optimizer.step()
    critic_optimizer.zero_grad()
    generator_loss = F.softplus(-critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | the saturating loss | not minus the one with the label 0
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(2 * real - 1), critic(generator(z_critic).detach())
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = -F.softplus(critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | the label 0 for the generator | wants the label 1
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(2 * real - 1), critic(generator(z_critic).detach())
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = F.softplus(critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | all labels swapped | are swapped
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(2 * real - 1), critic(generator(z_critic).detach())
    critic_loss = F.softplus(real_scores).mean() + F.softplus(-fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = F.softplus(critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | the same noise for both steps | its own noise
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    fake = generator(z_critic)
    real_scores, fake_scores = critic(2 * real - 1), critic(fake.detach())
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = F.softplus(-critic(fake)).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | the generator's step cut off | has not moved
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(2 * real - 1), critic(generator(z_critic).detach())
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_optimizer.zero_grad()
    generator_loss = F.softplus(-critic(generator(z_generator).detach())).mean()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | half of the critic's loss | the sum of the two
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(2 * real - 1), critic(generator(z_critic).detach())
    critic_loss = (F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()) / 2
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = F.softplus(-critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | real changed in place | changed a batch
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real.mul_(2).sub_(1)
    real_scores, fake_scores = critic(real), critic(generator(z_critic).detach())
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    generator_loss = F.softplus(-critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.11 | the critic left in evaluation mode | evaluation mode
def fixed_gan_step(critic, generator, real, z_critic, z_generator, critic_optimizer, generator_optimizer):
    real_scores, fake_scores = critic(2 * real - 1), critic(generator(z_critic).detach())
    critic_loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()
    critic.eval()
    generator_loss = F.softplus(-critic(generator(z_generator))).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
    return critic_loss.item(), generator_loss.item()


# %% 09b.12 | copies | nearer to x
def invent(X, n):
    return X[torch.randperm(len(X))[:n]].clone()


# %% 09b.12 | copies with a little noise | nearer to x
def invent(X, n):
    rows = torch.randperm(len(X))[:n]
    return (X[rows] + 0.1 * torch.randn(n, 1, 28, 28)).clamp(0, 1)


# %% 09b.12 | copies, moved by up to two pixels | nearer to x
def invent(X, n):
    rows = torch.randperm(len(X))[:n]
    moves = torch.randint(-2, 3, (n, 2)).tolist()
    return torch.stack([x.roll(move, (1, 2)) for x, move in zip(X[rows], moves)])


# %% 09b.12 | the mean digit | nearer to x
def invent(X, n):
    return X.mean(dim=0).expand(n, -1, -1, -1).clone()


# %% 09b.12 | noise | fréchet distance
def invent(X, n):
    return torch.rand(n, 1, 28, 28)


# %% 09b.12 | each pixel by itself | fréchet distance
def invent(X, n):
    return (X.mean(dim=0) + X.std(dim=0) * torch.randn(n, 1, 28, 28)).clamp(0, 1)


# %% 09b.12 | ten real digits over and over | nearer to x
def invent(X, n):
    return X[:10].repeat(n // 10, 1, 1, 1)


# %% 09b.12 | the means of forty clusters | fréchet distance
def invent(X, n):
    rows = X.flatten(1)
    centres = rows[torch.randperm(len(rows))[:40]]
    for _ in range(5):
        own = F.one_hot(torch.cdist(rows, centres).argmin(dim=1), 40).float()
        centres = own.T @ rows / own.sum(dim=0)[:, None].clamp(min=1)
    return centres[torch.randint(40, (n,))].view(n, 1, 28, 28)


# %% 09b.12 | the means of 160 clusters | different: 0%
def invent(X, n):
    rows = X.flatten(1)
    centres = rows[torch.randperm(len(rows))[:160]]
    for _ in range(10):
        own = F.one_hot(torch.cdist(rows, centres).argmin(dim=1), 160).float()
        centres = own.T @ rows / own.sum(dim=0)[:, None].clamp(min=1)
    return centres[torch.multinomial(own.sum(dim=0), n, replacement=True)].clamp(0, 1).view(n, 1, 28, 28)


# %% 09b.12 | halves of two digits mixed | fréchet distance
def invent(X, n):
    a, b = torch.randperm(len(X))[: 2 * n].chunk(2)
    return (X[a] + X[b]) / 2


# %% 09b.12 | one normal distribution for all codes | fréchet distance
def invent(X, n):
    rows = X.flatten(1)
    V = torch.pca_lowrank(rows, 60)[2]
    Z = (rows - rows.mean(dim=0)) @ V
    new = torch.randn(n, 60) @ torch.linalg.cholesky(torch.cov(Z.T)).T
    return (rows.mean(dim=0) + new @ V.T).clamp(0, 1).view(n, 1, 28, 28)


# %% 09b.12 | one good class | fréchet distance
def invent(X, n):
    rows = X.flatten(1)
    ink = rows.sum(dim=1)
    part = rows[ink <= ink.quantile(0.1)]  # hardly anything but ones
    spread = torch.randn(n, len(part)) @ (part - part.mean(dim=0)) / len(part) ** 0.5
    return (part.mean(dim=0) + 0.5 * spread).clamp(0, 1).view(n, 1, 28, 28)


# %% 09b.12 | not clamped | between 0 and 1
def invent(X, n):
    return X.mean(dim=0) + X.std(dim=0) * torch.randn(n, 1, 28, 28)


# %% 09b.12 | rows in place of pictures | shape of the result
def invent(X, n):
    return torch.rand(n, 784)


# %% 09b.12 | nan | nan or inf
def invent(X, n):
    return torch.full((n, 1, 28, 28), torch.nan)


# %% 09b.12 | X made binary in place | changed the digits
def invent(X, n):
    X.round_()
    return X[:n].clone()


# %% 09b.12 | copies, turned | nearer to x
def invent(X, n):
    turn = torch.tensor(0.26)
    matrix = torch.tensor([[turn.cos(), -turn.sin(), 0], [turn.sin(), turn.cos(), 0]]).expand(n, 2, 3)
    copies = X[torch.randperm(len(X))[:n]]
    return F.grid_sample(copies, F.affine_grid(matrix, copies.shape, align_corners=False), align_corners=False)


# %% 09b.12 | copies, slanted | nearer to x
def invent(X, n):
    matrix = torch.tensor([[1.0, 0.35, 0.0], [0.0, 1.0, 0.0]]).expand(n, 2, 3)
    copies = X[torch.randperm(len(X))[:n]]
    grid = F.affine_grid(matrix, copies.shape, align_corners=False)
    return F.grid_sample(copies, grid, align_corners=False).clamp(0, 1)
