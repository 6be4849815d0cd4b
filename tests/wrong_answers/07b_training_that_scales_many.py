# Wrong answers to the exercises of chapter 07b: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 07b.1 | plain mean over the ranks, as DDP takes it | each rank counts the same
def average_gradients(grads, counts):
    return [sum(parts) / len(parts) for parts in zip(*grads)]


# %% 07b.1 | sum over the ranks | that is the sum
def average_gradients(grads, counts):
    return [sum(parts) for parts in zip(*grads)]


# %% 07b.1 | weighted sum not divided | divide by the number of all examples
def average_gradients(grads, counts):
    return [sum(n * g for n, g in zip(counts, parts) if n) for parts in zip(*grads)]


# %% 07b.1 | weighted sum over the number of ranks | not by the number of ranks
def average_gradients(grads, counts):
    return [sum(n * g for n, g in zip(counts, parts) if n) / len(counts) for parts in zip(*grads)]


# %% 07b.1 | only the first parameter | expected 4 items
def average_gradients(grads, counts):
    return [sum(n * g[0] for n, g in zip(counts, grads) if n) / sum(counts)]


# %% 07b.1 | weights exchanged | values differ
def average_gradients(grads, counts):
    return [sum(n * g for n, g in zip(counts[::-1], parts) if n) / sum(counts) for parts in zip(*grads)]


# %% 07b.1 | in place on what it was given | changed what it was given
def average_gradients(grads, counts):
    return [sum(g.mul_(n / sum(counts)) for n, g in zip(counts, parts) if n) for parts in zip(*grads)]


# %% 07b.1 | the example by heart | expected 4 items
def average_gradients(grads, counts):
    return [torch.tensor([3.0])]


# %% 07b.1 | factor without the number of ranks | divides by the number of ranks
def loss_factor(rank, counts):
    return counts[rank] / sum(counts)


# %% 07b.1 | factor over the mean, turned round | more examples, a larger factor
def loss_factor(rank, counts):
    return sum(counts) / len(counts) / counts[rank] if counts[rank] else 0.0


# %% 07b.1 | no factor at all | would be right as it is only
def loss_factor(rank, counts):
    return 1.0


# %% 07b.1 | number of examples as factor | a share, not a number
def loss_factor(rank, counts):
    return float(counts[rank])


# %% 07b.1 | the empty ranks not counted | also of those without
def loss_factor(rank, counts):
    return counts[rank] * sum(c > 0 for c in counts) / sum(counts)


# %% 07b.1 | the list of counts used up | changed the list of counts
def loss_factor(rank, counts):
    ranks, n = len(counts), counts[rank]
    total = 0
    while counts:
        total += counts.pop()
    return n * ranks / total


# %% 07b.2 | all-gather forgotten | now all-gather
def ring_all_reduce(values, send):
    k = len(values)
    pieces = [list(v.tensor_split(k)) for v in values]
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r - step) % k
            pieces[right][j] = pieces[right][j] + send(r, right, pieces[r][j])
    return [torch.cat(p) for p in pieces]


# %% 07b.2 | mean in the place of the sum | that is the mean
def ring_all_reduce(values, send):
    k = len(values)
    pieces = [list((v / k).tensor_split(k)) for v in values]
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r - step) % k
            pieces[right][j] = pieces[right][j] + send(r, right, pieces[r][j])
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r + 1 - step) % k
            pieces[right][j] = send(r, right, pieces[r][j])
    return [torch.cat(p) for p in pieces]


# %% 07b.2 | whole tensors round the ring | messages
def ring_all_reduce(values, send):
    k = len(values)
    sums, going = [v.clone() for v in values], [v.clone() for v in values]
    for _ in range(k - 1):
        arrived = [send((r - 1) % k, r, going[(r - 1) % k]) for r in range(k)]
        sums = [s + a for s, a in zip(sums, arrived)]
        going = arrived
    return sums


# %% 07b.2 | whole tensors in as many messages as the ring has | numbers long
def ring_all_reduce(values, send):
    k, going = len(values), [v.clone() for v in values]
    for step in range(k - 1):
        right = step + 1
        going[right] = going[right] + send(step, right, going[step])
    for step in range(k - 1):
        going[step] = send((step - 1) % k, step, going[(step - 1) % k])
    for r in range(k):
        for _ in range(2 * (k - 1) - (r < k - 1) - (r in [k - 1, *range(k - 2)])):
            send(r, (r + 1) % k, values[r][:1])
    return going


# %% 07b.2 | summed without the ring | messages
def ring_all_reduce(values, send):
    return [sum(values) for _ in values]


# %% 07b.2 | all through rank 0 | to the next one only
def ring_all_reduce(values, send):
    total = values[0].clone()
    for r in range(1, len(values)):
        total = total + send(r, 0, values[r])
    return [total] + [send(0, r, total) for r in range(1, len(values))]


# %% 07b.2 | one step too many | each piece once round is enough
def ring_all_reduce(values, send):
    k = len(values)
    pieces = [list(v.tensor_split(k)) for v in values]
    for step in range(k):
        for r in range(k):
            right, j = (r + 1) % k, (r - step) % k
            pieces[right][j] = pieces[right][j] + send(r, right, pieces[r][j])
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r - step) % k
            pieces[right][j] = send(r, right, pieces[r][j])
    return [torch.cat(p) for p in pieces]


# %% 07b.2 | one step too few in the all-gather | some pieces are the sum
def ring_all_reduce(values, send):
    k = len(values)
    pieces = [list(v.tensor_split(k)) for v in values]
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r - step) % k
            pieces[right][j] = pieces[right][j] + send(r, right, pieces[r][j])
    for step in range(k - 2):
        for r in range(k):
            right, j = (r + 1) % k, (r + 1 - step) % k
            pieces[right][j] = send(r, right, pieces[r][j])
    return [torch.cat(p) for p in pieces]


# %% 07b.2 | the all-gather begins with the wrong piece | rank
def ring_all_reduce(values, send):
    k = len(values)
    pieces = [list(v.tensor_split(k)) for v in values]
    for half in range(2):
        for step in range(k - 1):
            for r in range(k):
                right, j = (r + 1) % k, (r - step) % k
                arrived = send(r, right, pieces[r][j])
                pieces[right][j] = arrived if half else pieces[right][j] + arrived
    return [torch.cat(p) for p in pieces]


# %% 07b.2 | in place on views of the input | changed the values
def ring_all_reduce(values, send):
    k = len(values)
    pieces = [list(v.tensor_split(k)) for v in values]
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r - step) % k
            pieces[right][j] += send(r, right, pieces[r][j])
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r + 1 - step) % k
            pieces[right][j] = send(r, right, pieces[r][j])
    return [torch.cat(p) for p in pieces]


# %% 07b.2 | the rest that does not divide is lost | expected shape
def ring_all_reduce(values, send):
    k = len(values)
    m = len(values[0]) // k
    pieces = [[v[j * m : (j + 1) * m] for j in range(k)] for v in values]
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r - step) % k
            pieces[right][j] = pieces[right][j] + send(r, right, pieces[r][j])
    for step in range(k - 1):
        for r in range(k):
            right, j = (r + 1) % k, (r + 1 - step) % k
            pieces[right][j] = send(r, right, pieces[r][j])
    return [torch.cat(p) for p in pieces]


# %% 07b.2 | the right messages, and a sum that does not need them | what arrives is not used
def ring_all_reduce(values, send):
    k = len(values)
    for step in range(2 * (k - 1)):
        for r in range(k):
            send(r, (r + 1) % k, values[r].tensor_split(k)[(r - step) % k])
    total = sum(values)
    return [total.clone() for _ in values]


# %% 07b.2 | sent in the all-gather, and taken from the neighbour's list | what arrives is not used
def ring_all_reduce(values, send):
    k = len(values)
    P = [[p.clone() for p in v.tensor_split(k)] for v in values]
    for s in range(k - 1):
        for r in range(k):
            i = (r - s) % k
            P[(r + 1) % k][i] += send(r, (r + 1) % k, P[r][i])
    for s in range(k - 1):
        for r in range(k):
            i = (r + 1 - s) % k
            send(r, (r + 1) % k, P[r][i])
            P[(r + 1) % k][i] = P[r][i]
    return [torch.cat(p) for p in P]


# %% 07b.2 | sent in the first half, and added from the neighbour's list | what arrives is not used
def ring_all_reduce(values, send):
    k = len(values)
    P = [[p.clone() for p in v.tensor_split(k)] for v in values]
    for s in range(k - 1):
        for r in range(k):
            i = (r - s) % k
            send(r, (r + 1) % k, P[r][i])
            P[(r + 1) % k][i] += P[r][i]
    for s in range(k - 1):
        for r in range(k):
            i = (r + 1 - s) % k
            P[(r + 1) % k][i] = send(r, (r + 1) % k, P[r][i])
    return [torch.cat(p) for p in P]


# %% 07b.2 | cut with chunk | IndexError
def ring_all_reduce(values, send):
    k = len(values)
    P = [[p.clone() for p in v.chunk(k)] for v in values]
    for s in range(k - 1):
        for r in range(k):
            i = (r - s) % k
            P[(r + 1) % k][i] += send(r, (r + 1) % k, P[r][i])
    for s in range(k - 1):
        for r in range(k):
            i = (r + 1 - s) % k
            P[(r + 1) % k][i] = send(r, (r + 1) % k, P[r][i])
    return [torch.cat(p) for p in P]


# %% 07b.3 | padded, as DistributedSampler does it | padding
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        order = torch.randperm(self.n, generator=torch.Generator().manual_seed(self.seed + self.epoch)).tolist()
        total = len(self) * self.world_size
        order = (order * self.world_size)[:total]
        return iter(order[self.rank :: self.world_size])

    def __len__(self):
        return -(-self.n // self.world_size)


# %% 07b.3 | the rest is dropped | lost
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        order = torch.randperm(self.n, generator=torch.Generator().manual_seed(self.seed + self.epoch)).tolist()
        return iter(order[self.rank * len(self) : (self.rank + 1) * len(self)])

    def __len__(self):
        return self.n // self.world_size


# %% 07b.3 | the last rank gets the whole rest | have one more than the others
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def share(self):
        order = torch.randperm(self.n, generator=torch.Generator().manual_seed(self.seed + self.epoch)).tolist()
        m = self.n // self.world_size
        return (
            order[self.rank * m :] if self.rank == self.world_size - 1 else order[self.rank * m : (self.rank + 1) * m]
        )

    def __iter__(self):
        return iter(self.share())

    def __len__(self):
        return len(self.share())


# %% 07b.3 | the global generator's order | a global generator has moved
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        return iter(torch.randperm(self.n)[self.rank :: self.world_size].tolist())

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | the global generator is seeded | global generator
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        torch.manual_seed(self.seed + self.epoch)
        return iter(torch.randperm(self.n)[self.rank :: self.world_size].tolist())

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | Python's global generator is seeded | global generator
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        random.seed(self.seed + self.epoch)
        order = list(range(self.n))
        random.shuffle(order)
        return iter(order[self.rank :: self.world_size])

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | a seed of its own for each rank | another order on each rank
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        g = torch.Generator().manual_seed(self.seed + self.epoch + self.rank)
        return iter(torch.randperm(self.n, generator=g)[self.rank :: self.world_size].tolist())

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | epoch ignored | every epoch
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        order = torch.randperm(self.n, generator=torch.Generator().manual_seed(self.seed)).tolist()
        return iter(order[self.rank :: self.world_size])

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | seed ignored | seed
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        order = torch.randperm(self.n, generator=torch.Generator().manual_seed(self.epoch)).tolist()
        return iter(order[self.rank :: self.world_size])

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | cut first, shuffled then | always the same numbers
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        own = torch.arange(self.n)[self.rank :: self.world_size]
        g = torch.Generator().manual_seed(self.seed + self.epoch)
        return iter(own[torch.randperm(len(own), generator=g)].tolist())

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | turned by one each epoch | 60 epochs
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        order = torch.randperm(self.n, generator=torch.Generator().manual_seed(self.seed)).roll(self.epoch).tolist()
        return iter(order[self.rank :: self.world_size])

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | one generator that runs on | a second time
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size = n, rank, world_size
        self.g = torch.Generator().manual_seed(seed)

    def set_epoch(self, epoch):
        pass

    def __iter__(self):
        return iter(torch.randperm(self.n, generator=self.g)[self.rank :: self.world_size].tolist())

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | set_epoch adds one | the epoch that set_epoch names
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch += 1

    def __iter__(self):
        order = torch.randperm(self.n, generator=torch.Generator().manual_seed(self.seed + self.epoch)).tolist()
        return iter(order[self.rank :: self.world_size])

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | length of the whole | len(sampler)
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        order = torch.randperm(self.n, generator=torch.Generator().manual_seed(self.seed + self.epoch)).tolist()
        return iter(order[self.rank :: self.world_size])

    def __len__(self):
        return self.n


# %% 07b.3 | not shuffled at all | every epoch
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.world_size = n, rank, world_size

    def set_epoch(self, epoch):
        pass

    def __iter__(self):
        return iter(range(self.rank, self.n, self.world_size))

    def __len__(self):
        return len(range(self.rank, self.n, self.world_size))


# %% 07b.3 | each share sorted | from small to large
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.k, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        g = torch.Generator().manual_seed(self.seed + self.epoch)
        return iter(sorted(torch.randperm(self.n, generator=g)[self.rank :: self.k].tolist()))

    def __len__(self):
        return len(range(self.rank, self.n, self.k))


# %% 07b.3 | __iter__ returns a list | must give an iterator
class ShareSampler:
    def __init__(self, n, rank, world_size, seed):
        self.n, self.rank, self.k, self.seed, self.epoch = n, rank, world_size, seed, 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __iter__(self):
        g = torch.Generator().manual_seed(self.seed + self.epoch)
        return torch.randperm(self.n, generator=g)[self.rank :: self.k].tolist()

    def __len__(self):
        return len(range(self.rank, self.n, self.k))


# %% 07b.4 | copies counted | copies
def local_sums(logits, y, rank, world_size, n):
    losses = F.cross_entropy(logits, y, reduction="sum")
    return torch.stack([losses, (logits.argmax(dim=1) == y).float().sum(), torch.tensor(float(len(y)))])


# %% 07b.4 | means in the place of sums | sums, not means
def local_sums(logits, y, rank, world_size, n):
    real = rank + world_size * torch.arange(len(y)) < n
    right = (logits.argmax(dim=1) == y)[real].float()
    return torch.stack([F.cross_entropy(logits[real], y[real]), right.mean(), real.float().sum()]).nan_to_num()


# %% 07b.4 | copies left out of the number alone | copies
def local_sums(logits, y, rank, world_size, n):
    real = rank + world_size * torch.arange(len(y)) < n
    losses = F.cross_entropy(logits, y, reduction="sum")
    return torch.stack([losses, (logits.argmax(dim=1) == y).float().sum(), real.float().sum()])


# %% 07b.4 | one too many: numbers go up to n - 1 | copies
def local_sums(logits, y, rank, world_size, n):
    real = rank + world_size * torch.arange(len(y)) <= n
    losses, right = F.cross_entropy(logits, y, reduction="none"), logits.argmax(dim=1) == y
    return torch.stack([losses[real].sum(), right[real].float().sum(), real.float().sum()])


# %% 07b.4 | one too few | the last real one
def local_sums(logits, y, rank, world_size, n):
    real = rank + world_size * torch.arange(len(y)) < n - 1
    losses, right = F.cross_entropy(logits, y, reduction="none"), logits.argmax(dim=1) == y
    return torch.stack([losses[real].sum(), right[real].float().sum(), real.float().sum()])


# %% 07b.4 | blocks in the place of turns | copies are counted
def local_sums(logits, y, rank, world_size, n):
    real = rank * len(y) + torch.arange(len(y)) < n
    losses, right = F.cross_entropy(logits, y, reduction="none"), logits.argmax(dim=1) == y
    return torch.stack([losses[real].sum(), right[real].float().sum(), real.float().sum()])


# %% 07b.4 | wrong axis of argmax | right ones
def local_sums(logits, y, rank, world_size, n):
    real = rank + world_size * torch.arange(len(y)) < n
    losses = F.cross_entropy(logits, y, reduction="none")
    C = logits.shape[1]
    right = F.pad(logits.argmax(dim=0), (0, len(y)))[: len(y)] == y
    return torch.stack([losses[real].sum(), right[real].float().sum(), real.float().sum()])


# %% 07b.4 | wrong ones counted | wrong ones
def local_sums(logits, y, rank, world_size, n):
    real = rank + world_size * torch.arange(len(y)) < n
    losses, wrong = F.cross_entropy(logits, y, reduction="none"), logits.argmax(dim=1) != y
    return torch.stack([losses[real].sum(), wrong[real].float().sum(), real.float().sum()])


# %% 07b.4 | mean of the ranks' means | of the ranks' means
def together(sums):
    means = torch.stack([s[:2] / s[2] for s in sums if s[2] > 0]).mean(dim=0)
    return means[0].item(), means[1].item()


# %% 07b.4 | divided by the number of ranks | number of examples
def together(sums):
    loss, right, n = torch.stack(sums).sum(dim=0).tolist()
    return loss / len(sums), right / len(sums)


# %% 07b.4 | accuracy first | the loss first
def together(sums):
    loss, right, n = torch.stack(sums).sum(dim=0).tolist()
    return right / n, loss / n


# %% 07b.4 | only the first rank's | of the first rank
def together(sums):
    loss, right, n = sums[0].tolist()
    return loss / n, right / n


# %% 07b.4 | sums returned | number of examples
def together(sums):
    loss, right, n = torch.stack(sums).sum(dim=0).tolist()
    return loss, right


# %% 07b.4 | tensors returned | expected
def together(sums):
    loss, right, n = torch.stack(sums).sum(dim=0)
    return loss / n, right / n


# %% 07b.4 | the largest logit taken away in place | changed what it was given
def local_sums(logits, y, rank, world_size, n):
    m = len(range(rank, n, world_size))
    logits -= logits.max(dim=1, keepdim=True).values
    losses = logits.exp().sum(dim=1).log() - logits[torch.arange(len(y)), y]
    right = logits.argmax(dim=1) == y
    return torch.stack([losses[:m].sum(), right[:m].sum(), torch.tensor(float(m))])


# %% 07b.5 | written over the last good one | over the only good one
def save_bytes(disk, path, data):
    with disk.open(path, "wb") as file:
        file.write(data)
        file.flush()
        disk.fsync(file)


# %% 07b.5 | not synced | before the bytes
def save_bytes(disk, path, data):
    with disk.open(path + ".tmp", "wb") as file:
        file.write(data)
    disk.replace(path + ".tmp", path)


# %% 07b.5 | synced without a flush | only of what was flushed
def save_bytes(disk, path, data):
    with disk.open(path + ".tmp", "wb") as file:
        file.write(data)
        disk.fsync(file)
    disk.replace(path + ".tmp", path)


# %% 07b.5 | flushed, but not synced | before the bytes
def save_bytes(disk, path, data):
    with disk.open(path + ".tmp", "wb") as file:
        file.write(data)
        file.flush()
    disk.replace(path + ".tmp", path)


# %% 07b.5 | old one removed first | neither
def save_bytes(disk, path, data):
    with disk.open(path + ".tmp", "wb") as file:
        file.write(data)
        file.flush()
        disk.fsync(file)
    if disk.exists(path):
        disk.remove(path)
    disk.replace(path + ".tmp", path)


# %% 07b.5 | renamed while it is open | still open
def save_bytes(disk, path, data):
    with disk.open(path + ".tmp", "wb") as file:
        file.write(data)
        file.flush()
        disk.fsync(file)
        disk.replace(path + ".tmp", path)


# %% 07b.5 | synced after closing | closed file
def save_bytes(disk, path, data):
    with disk.open(path + ".tmp", "wb") as file:
        file.write(data)
    disk.fsync(file)
    disk.replace(path + ".tmp", path)


# %% 07b.5 | temporary file in another folder | cross-device
def save_bytes(disk, path, data):
    with disk.open("temporary/checkpoint", "wb") as file:
        file.write(data)
        file.flush()
        disk.fsync(file)
    disk.replace("temporary/checkpoint", path)


# %% 07b.5 | old one kept under another name that nobody reads | neither
def save_bytes(disk, path, data):
    if disk.exists(path):
        disk.replace(path, path + ".old")
    with disk.open(path, "wb") as file:
        file.write(data)
        file.flush()
        disk.fsync(file)


# %% 07b.5 | never renamed | load_bytes gives
def save_bytes(disk, path, data):
    with disk.open(path + ".tmp", "wb") as file:
        file.write(data)
        file.flush()
        disk.fsync(file)


# %% 07b.5 | a full disk kept secret | no space left
def save_bytes(disk, path, data):
    try:
        with disk.open(path + ".tmp", "wb") as file:
            file.write(data)
            file.flush()
            disk.fsync(file)
        disk.replace(path + ".tmp", path)
    except OSError:
        pass


# %% 07b.5 | a half-written temporary file taken for the newest | of the new
def load_bytes(disk, path):
    for name in (path + ".tmp", path):
        if disk.exists(name):
            return disk.read(name)


# %% 07b.5 | two files in turn, and the longer one is read | power cut
def save_bytes(disk, path, data):
    for name in (path + ".a", path + ".b"):
        with disk.open(name, "wb") as file:
            file.write(data)
            file.flush()
            disk.fsync(file)


def load_bytes(disk, path):
    found = [disk.read(name) for name in (path + ".a", path + ".b") if disk.exists(name)]
    return max(found, key=len) if found else None


# %% 07b.5 | no checkpoint yet is an error | FileNotFoundError
def load_bytes(disk, path):
    return disk.read(path)


# %% 07b.5 | an existing temporary file stops it | power cut
def save_bytes(disk, path, data):
    if disk.exists(path + ".tmp"):
        return
    with disk.open(path + ".tmp", "wb") as file:
        file.write(data)
        file.flush()
        disk.fsync(file)
    disk.replace(path + ".tmp", path)


# %% 07b.5 | always the same bytes | load_bytes gives
def load_bytes(disk, path):
    return b"checkpoint" if disk.exists(path) else None


# %% 07b.5 | always the same file | is path ignored
def save_bytes(disk, path, data):
    with disk.open("last.tmp") as f:
        f.write(data)
        f.flush()
        disk.fsync(f)
    disk.replace("last.tmp", "last.pt")


def load_bytes(disk, path):
    return disk.read("last.pt") if disk.exists("last.pt") else None


# %% 07b.5 | tried again until there is room | for ever
def save_bytes(disk, path, data):
    while True:
        try:
            with disk.open(path + ".tmp") as f:
                f.write(data)
                f.flush()
                disk.fsync(f)
            disk.replace(path + ".tmp", path)
            return
        except OSError:
            pass


# %% 07b.6 | only the model | optimizer's moments
def save_state(run):
    return {"model": copy.deepcopy(run.model.state_dict())}


def load_state(run, state):
    run.model.load_state_dict(state["model"])


# %% 07b.6 | only the parameters | running statistics
def save_state(run):
    state = {"model": {k: v for k, v in run.model.state_dict().items() if "running" not in k and "num" not in k}}
    return copy.deepcopy(state)


def load_state(run, state):
    run.model.load_state_dict(state["model"], strict=False)


# %% 07b.6 | the schedule forgotten | the schedule
def load_state(run, state):
    for name in ("model", "optimizer"):
        getattr(run, name).load_state_dict(state[name])
    for name in ("done", "epoch", "position", "order"):
        setattr(run, name, state[name])
    run.generator.set_state(state["generator"])
    torch.set_rng_state(state["global"])


# %% 07b.6 | the schedule loaded before the optimizer is fine, the optimizer forgotten | the optimizer's moments
def load_state(run, state):
    for name in ("model", "scheduler"):
        getattr(run, name).load_state_dict(state[name])
    for name in ("done", "epoch", "position", "order"):
        setattr(run, name, state[name])
    run.generator.set_state(state["generator"])
    torch.set_rng_state(state["global"])


# %% 07b.6 | the order's generator forgotten | the generator of the order
def load_state(run, state):
    for name in ("model", "optimizer", "scheduler"):
        getattr(run, name).load_state_dict(state[name])
    for name in ("done", "epoch", "position", "order"):
        setattr(run, name, state[name])
    torch.set_rng_state(state["global"])


# %% 07b.6 | dropout's generator forgotten | the global generator
def load_state(run, state):
    for name in ("model", "optimizer", "scheduler"):
        getattr(run, name).load_state_dict(state[name])
    for name in ("done", "epoch", "position", "order"):
        setattr(run, name, state[name])
    run.generator.set_state(state["generator"])


# %% 07b.6 | the order of this epoch drawn anew | rest of this epoch
def load_state(run, state):
    for name in ("model", "optimizer", "scheduler"):
        getattr(run, name).load_state_dict(state[name])
    for name in ("done", "epoch", "position"):
        setattr(run, name, state[name])
    run.generator.set_state(state["generator"])
    torch.set_rng_state(state["global"])


# %% 07b.6 | epoch forgotten | run.epoch
def load_state(run, state):
    for name in ("model", "optimizer", "scheduler"):
        getattr(run, name).load_state_dict(state[name])
    for name in ("done", "position", "order"):
        setattr(run, name, state[name])
    run.generator.set_state(state["generator"])
    torch.set_rng_state(state["global"])


# %% 07b.6 | the epoch begins anew | run.position
def load_state(run, state):
    for name in ("model", "optimizer", "scheduler"):
        getattr(run, name).load_state_dict(state[name])
    for name in ("done", "epoch", "order"):
        setattr(run, name, state[name])
    run.generator.set_state(state["generator"])
    torch.set_rng_state(state["global"])


# %% 07b.6 | seeded anew in the place of the states | the generator of the order
def load_state(run, state):
    for name in ("model", "optimizer", "scheduler"):
        getattr(run, name).load_state_dict(state[name])
    for name in ("done", "epoch", "position", "order"):
        setattr(run, name, state[name])
    run.generator.manual_seed(0)
    torch.manual_seed(0)


# %% 07b.6 | no copies | has changed while the run went on
def save_state(run):
    state = {name: getattr(run, name).state_dict() for name in ("model", "optimizer", "scheduler")}
    state |= {name: getattr(run, name) for name in ("done", "epoch", "position", "order")}
    return state | {"generator": run.generator.get_state(), "global": torch.get_rng_state()}


# %% 07b.6 | a shallow copy | has changed while the run went on
def save_state(run):
    state = {name: dict(getattr(run, name).state_dict()) for name in ("model", "optimizer", "scheduler")}
    state |= {name: getattr(run, name) for name in ("done", "epoch", "position", "order")}
    return dict(state | {"generator": run.generator.get_state(), "global": torch.get_rng_state()})


# %% 07b.6 | whole objects saved | does not read
def save_state(run):
    return {"model": copy.deepcopy(run.model)}


def load_state(run, state):
    run.model = state["model"]


# %% 07b.6 | evaluated while saving | evaluation mode
def save_state(run):
    run.model.eval()
    state = {name: getattr(run, name).state_dict() for name in ("model", "optimizer", "scheduler")}
    state |= {name: getattr(run, name) for name in ("done", "epoch", "position", "order")}
    state |= {"generator": run.generator.get_state(), "global": torch.get_rng_state()}
    return copy.deepcopy(state)


# %% 07b.6 | a seed drawn while saving | saving only looks
def save_state(run):
    state = {name: getattr(run, name).state_dict() for name in ("model", "optimizer", "scheduler")}
    state |= {name: getattr(run, name) for name in ("done", "epoch", "position", "order")}
    state |= {"generator": run.generator.get_state(), "global": torch.get_rng_state(), "id": torch.rand(1)}
    return copy.deepcopy(state)


# %% 07b.6 | nothing returned | a dictionary
def save_state(run):
    run.kept = copy.deepcopy(run.model.state_dict())


# %% 07b.7 | the next loss alone | lets a wrong pair pass
def catches(save, load):
    try:
        run, other = Run(1), None
        for _ in range(3):
            run.step()
        state = save(run)
        loss, other = run.step(), Run(2)
        load(other, state)
        return loss != other.step()
    except Exception:
        return True


# %% 07b.7 | stopped at the end of an epoch | lets a wrong pair pass
def catches(save, load):
    try:
        plain = Run(1)
        losses = [plain.step() for _ in range(17)]
        run = Run(1)
        for _ in range(5):
            run.step()
        state = save(run)
        on = [run.step() for _ in range(12)]
        other = Run(2)
        load(other, state)
        got = [other.step() for _ in range(12)]
        a, b = plain.model.state_dict(), other.model.state_dict()
        return not (losses[5:] == on == got and all(torch.equal(a[k], b[k]) for k in a))
    except Exception:
        return True


# %% 07b.7 | not beyond the epoch | seen in the next epoch only
def catches(save, load):
    try:
        plain = Run(1)
        losses = [plain.step() for _ in range(10)]
        run = Run(1)
        for _ in range(7):
            run.step()
        state = save(run)
        on = [run.step() for _ in range(3)]
        other = Run(2)
        load(other, state)
        got = [other.step() for _ in range(3)]
        a, b = plain.model.state_dict(), other.model.state_dict()
        return not (losses[7:] == on == got and all(torch.equal(a[k], b[k]) for k in a))
    except Exception:
        return True


# %% 07b.7 | losses alone | running statistics
def catches(save, load):
    try:
        plain = Run(1)
        losses = [plain.step() for _ in range(19)]
        run = Run(1)
        for _ in range(7):
            run.step()
        state = save(run)
        on = [run.step() for _ in range(12)]
        other = Run(2)
        load(other, state)
        return not losses[7:] == on == [other.step() for _ in range(12)]
    except Exception:
        return True


# %% 07b.7 | parameters compared, buffers not | running statistics
def catches(save, load):
    try:
        plain = Run(1)
        losses = [plain.step() for _ in range(19)]
        run = Run(1)
        for _ in range(7):
            run.step()
        state = save(run)
        on = [run.step() for _ in range(12)]
        other = Run(2)
        load(other, state)
        got = [other.step() for _ in range(12)]
        return not (
            losses[7:] == on == got and all(map(torch.equal, plain.model.parameters(), other.model.parameters()))
        )
    except Exception:
        return True


# %% 07b.7 | compared with the saved run, never with one that was not saved | draws a random number before
def catches(save, load):
    try:
        run = Run(1)
        for _ in range(7):
            run.step()
        state = save(run)
        on = [run.step() for _ in range(12)]
        other = Run(2)
        load(other, state)
        got = [other.step() for _ in range(12)]
        a, b = run.model.state_dict(), other.model.state_dict()
        return not (on == got and all(torch.equal(a[k], b[k]) for k in a))
    except Exception:
        return True


# %% 07b.7 | loaded before the saved run goes on | lets a wrong pair pass
def catches(save, load):
    try:
        plain = Run(1)
        losses = [plain.step() for _ in range(19)]
        run = Run(1)
        for _ in range(7):
            run.step()
        state = save(run)
        other = Run(2)
        load(other, state)
        got = [other.step() for _ in range(12)]
        a, b = plain.model.state_dict(), other.model.state_dict()
        return not (losses[7:] == got and all(torch.equal(a[k], b[k]) for k in a))
    except Exception:
        return True


# %% 07b.7 | the run that loads has the same seed and the same past | lets a wrong pair pass
def catches(save, load):
    try:
        plain = Run(1)
        losses = [plain.step() for _ in range(19)]
        run = Run(1)
        for _ in range(7):
            run.step()
        state = save(run)
        load(run, state)
        got = [run.step() for _ in range(12)]
        a, b = plain.model.state_dict(), run.model.state_dict()
        return not (losses[7:] == got and all(torch.equal(a[k], b[k]) for k in a))
    except Exception:
        return True


# %% 07b.7 | the two runs move each other's dropout | says True for a pair that is right
def catches(save, load):
    run, other = Run(1), Run(2)
    for _ in range(3):
        run.step()
    load(other, save(run))
    return any(run.step() != other.step() for _ in range(12))


# %% 07b.7 | a tolerance that lets everything pass | lets a wrong pair pass
def catches(save, load):
    try:
        plain = Run(1)
        losses = [plain.step() for _ in range(19)]
        run = Run(1)
        for _ in range(7):
            run.step()
        state = save(run)
        on = [run.step() for _ in range(12)]
        other = Run(2)
        load(other, state)
        got = [other.step() for _ in range(12)]
        return not torch.allclose(torch.tensor(losses[7:]), torch.tensor(got), atol=0.3)
    except Exception:
        return True


# %% 07b.7 | everything is wrong | says True for a pair that is right
def catches(save, load):
    return True


# %% 07b.7 | nothing is wrong | lets a wrong pair pass
def catches(save, load):
    return False


# %% 07b.7 | errors let through | KeyError
def catches(save, load):
    for n in (7, 3):
        plain = Run(1)
        losses = [plain.step() for _ in range(n + 12)]
        run = Run(1)
        for _ in range(n):
            run.step()
        state = save(run)
        on = [run.step() for _ in range(12)]
        other = Run(2)
        load(other, state)
        got = [other.step() for _ in range(12)]
        a, b = plain.model.state_dict(), other.model.state_dict()
        if not (losses[n:] == on == got and all(torch.equal(a[k], b[k]) for k in a)):
            return True
    return False


# %% 07b.8 | numbers cut, not rows | whole rows
def bytes_held(shapes, sizes, world_size, rank, stage):
    total = sum(math.prod(s) for s in shapes)
    return round(sum(size * total / (world_size if stage >= first else 1) for size, first in zip(sizes, (3, 2, 1))))


# %% 07b.8 | rounded down | rounded up
def bytes_held(shapes, sizes, world_size, rank, stage):
    whole = sum(math.prod(s) for s in shapes)
    own = sum(s[0] // world_size * math.prod(s[1:]) for s in shapes)
    return sum(size * (own if stage >= first else whole) for size, first in zip(sizes, (3, 2, 1)))


# %% 07b.8 | all ranks as rank 0 | rank 0 keeps
def bytes_held(shapes, sizes, world_size, rank, stage):
    whole = sum(math.prod(s) for s in shapes)
    own = sum(math.ceil(s[0] / world_size) * math.prod(s[1:]) for s in shapes)
    return sum(size * (own if stage >= first else whole) for size, first in zip(sizes, (3, 2, 1)))


# %% 07b.8 | negative rows | expected
def bytes_held(shapes, sizes, world_size, rank, stage):
    whole = own = 0
    for rows, *others in shapes:
        part = math.ceil(rows / world_size)
        whole += rows * math.prod(others)
        own += min(part, rows - rank * part) * math.prod(others)
    return sum(size * (own if stage >= first else whole) for size, first in zip(sizes, (3, 2, 1)))


# %% 07b.8 | evenly, as tensor_split | as torch.chunk cuts
def bytes_held(shapes, sizes, world_size, rank, stage):
    whole = sum(math.prod(s) for s in shapes)
    own = sum((s[0] // world_size + (rank < s[0] % world_size)) * math.prod(s[1:]) for s in shapes)
    return sum(size * (own if stage >= first else whole) for size, first in zip(sizes, (3, 2, 1)))


# %% 07b.8 | parameters cut first | state is cut first
def bytes_held(shapes, sizes, world_size, rank, stage):
    whole = own = 0
    for rows, *others in shapes:
        part = math.ceil(rows / world_size)
        whole += rows * math.prod(others)
        own += max(0, min(part, rows - rank * part)) * math.prod(others)
    return sum(size * (own if stage >= first else whole) for size, first in zip(sizes, (1, 2, 3)))


# %% 07b.8 | one stage late | in stage 1
def bytes_held(shapes, sizes, world_size, rank, stage):
    whole = own = 0
    for rows, *others in shapes:
        part = math.ceil(rows / world_size)
        whole += rows * math.prod(others)
        own += max(0, min(part, rows - rank * part)) * math.prod(others)
    return sum(size * (own if stage > first else whole) for size, first in zip(sizes, (3, 2, 1)))


# %% 07b.8 | mixed precision always | expected
def bytes_held(shapes, sizes, world_size, rank, stage):
    whole = own = 0
    for rows, *others in shapes:
        part = math.ceil(rows / world_size)
        whole += rows * math.prod(others)
        own += max(0, min(part, rows - rank * part)) * math.prod(others)
    return sum(size * (own if stage >= first else whole) for size, first in zip((2, 2, 12), (3, 2, 1)))


# %% 07b.8 | everything cut in every stage | not everything
def bytes_held(shapes, sizes, world_size, rank, stage):
    own = 0
    for rows, *others in shapes:
        part = math.ceil(rows / world_size)
        own += max(0, min(part, rows - rank * part)) * math.prod(others)
    return sum(sizes) * own


# %% 07b.8 | less than the limit, not at most | at most the limit
def smallest_world(shapes, sizes, stage, limit):
    for world_size in range(1, 1025):
        if bytes_held(shapes, sizes, world_size, 0, stage) < limit:
            return world_size


# %% 07b.8 | the last rank asked | keeps the most
def smallest_world(shapes, sizes, stage, limit):
    for world_size in range(1, 1025):
        if bytes_held(shapes, sizes, world_size, world_size - 1, stage) <= limit:
            return world_size


# %% 07b.8 | by division | smallest_world
def smallest_world(shapes, sizes, stage, limit):
    return math.ceil(bytes_held(shapes, sizes, 1, 0, stage) / max(limit, 1))


# %% 07b.8 | powers of two only | smallest_world
def smallest_world(shapes, sizes, stage, limit):
    for power in range(11):
        if bytes_held(shapes, sizes, 2**power, 0, stage) <= limit:
            return 2**power


# %% 07b.8 | numbers cut and rounded up | whole rows are cut
def bytes_held(shapes, sizes, world_size, rank, stage):
    total = 0
    for shape in shapes:
        n = math.prod(shape)
        part = math.ceil(n / world_size)
        mine = max(0, min(part, n - rank * part))
        for size, first in zip(sizes, (3, 2, 1)):
            total += size * (mine if stage >= first else n)
    return total


# %% 07b.8 | the shapes sorted in place | changed the list of shapes
def smallest_world(shapes, sizes, stage, limit):
    shapes.sort()
    return next((n for n in range(1, 1025) if bytes_held(shapes, sizes, n, 0, stage) <= limit), None)


# %% 07b.9 | one device more than needed | fits exactly
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = 16 * n_params // memory + 1
    operations = 6 * n_params * batch
    seconds = operations / (devices * peak * share)
    return devices, operations, seconds, math.ceil(n_examples / batch) * seconds / 86_400


# %% 07b.9 | devices rounded | round up
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = max(1, round(16 * n_params / memory))
    operations = 6 * n_params * batch
    seconds = operations / (devices * peak * share)
    return devices, operations, seconds, math.ceil(n_examples / batch) * seconds / 86_400


# %% 07b.9 | forward pass alone | forward pass alone
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = math.ceil(16 * n_params / memory)
    operations = 2 * n_params * batch
    seconds = operations / (devices * peak * share)
    return devices, operations, seconds, math.ceil(n_examples / batch) * seconds / 86_400


# %% 07b.9 | share forgotten | a share of the peak
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = math.ceil(16 * n_params / memory)
    operations = 6 * n_params * batch
    seconds = operations / (devices * peak)
    return devices, operations, seconds, math.ceil(n_examples / batch) * seconds / 86_400


# %% 07b.9 | share multiplied | divide by the share
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = math.ceil(16 * n_params / memory)
    operations = 6 * n_params * batch
    seconds = operations / (devices * peak) * share
    return devices, operations, seconds, math.ceil(n_examples / batch) * seconds / 86_400


# %% 07b.9 | one device does it all | work together
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = math.ceil(16 * n_params / memory)
    operations = 6 * n_params * batch
    seconds = operations / (peak * share)
    return devices, operations, seconds, math.ceil(n_examples / batch) * seconds / 86_400


# %% 07b.9 | hours | not an hour
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = math.ceil(16 * n_params / memory)
    operations = 6 * n_params * batch
    seconds = operations / (devices * peak * share)
    return devices, operations, seconds, math.ceil(n_examples / batch) * seconds / 3600


# %% 07b.9 | the last step in part | a whole step
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = math.ceil(16 * n_params / memory)
    operations = 6 * n_params * batch
    seconds = operations / (devices * peak * share)
    return devices, operations, seconds, n_examples / batch * seconds / 86_400


# %% 07b.9 | time alone | both
def devices_in_time(n_params, n_examples, days, memory, peak, share):
    return math.ceil(6 * n_params * n_examples / (days * 86_400 * peak * share))


# %% 07b.9 | memory alone | both
def devices_in_time(n_params, n_examples, days, memory, peak, share):
    return math.ceil(16 * n_params / memory)


# %% 07b.9 | both added up | the larger one
def devices_in_time(n_params, n_examples, days, memory, peak, share):
    by_time = math.ceil(6 * n_params * n_examples / (days * 86_400 * peak * share))
    return by_time + math.ceil(16 * n_params / memory)


# %% 07b.9 | rounded down | round up
def devices_in_time(n_params, n_examples, days, memory, peak, share):
    by_time = int(6 * n_params * n_examples / (days * 86_400 * peak * share))
    return max(by_time, math.ceil(16 * n_params / memory))


# %% 07b.9 | days for years | not days
answers = (200, 17_361)


# %% 07b.9 | whole peak | share of 0.4
answers = (200, 19)


# %% 07b.9 | memory of the example | expected 2, got 1
def scale_row(n_params, batch, n_examples, memory, peak, share):
    devices = math.ceil(16 * n_params / 80e9)
    ops = 6 * n_params * batch
    s = ops / (devices * peak * share)
    return devices, ops, s, math.ceil(n_examples / batch) * s / 86400


# %% 07b.9 | memory of the example in devices_in_time | expected 2, got 1
def devices_in_time(n_params, n_examples, days, memory, peak, share):
    d = math.ceil(16 * n_params / 80e9)
    return max(d, math.ceil(6 * n_params * n_examples / (peak * share * days * 86400)))


# %% 07b.10 | set_epoch forgotten | same order
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr * world_size), 0
    model.train()
    for epoch in range(epochs):
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size + rank)
                (F.cross_entropy(model(X[rows]), y[rows]) / world_size).backward()
            optimizer.step()
            step += 1
    return model


# %% 07b.10 | same dropout on all ranks | same units
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr * world_size), 0
    model.train()
    for epoch in range(epochs):
        for sampler in samplers:
            sampler.set_epoch(epoch)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size)
                (F.cross_entropy(model(X[rows]), y[rows]) / world_size).backward()
            optimizer.step()
            step += 1
    return model


# %% 07b.10 | rate not scaled | of a single process
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr), 0
    model.train()
    for epoch in range(epochs):
        for sampler in samplers:
            sampler.set_epoch(epoch)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size + rank)
                (F.cross_entropy(model(X[rows]), y[rows]) / world_size).backward()
            optimizer.step()
            step += 1
    return model


# %% 07b.10 | scaled, and added up as well | added up, not averaged
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr * world_size), 0
    model.train()
    for epoch in range(epochs):
        for sampler in samplers:
            sampler.set_epoch(epoch)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size + rank)
                F.cross_entropy(model(X[rows]), y[rows]).backward()
            optimizer.step()
            step += 1
    return model


# %% 07b.10 | nothing mended | more than one bug
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    return buggy_train(model, X, y, world_size, batch_size, epochs, lr, seed)


# %% 07b.10 | epochs counted from 1 | more than one bug
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr * world_size), 0
    model.train()
    for epoch in range(epochs):
        for sampler in samplers:
            sampler.set_epoch(epoch + 1)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size + rank)
                (F.cross_entropy(model(X[rows]), y[rows]) / world_size).backward()
            optimizer.step()
            step += 1
    return model


# %% 07b.10 | only the first sampler hears of the epoch | more than one bug
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr * world_size), 0
    model.train()
    for epoch in range(epochs):
        samplers[0].set_epoch(epoch)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size + rank)
                (F.cross_entropy(model(X[rows]), y[rows]) / world_size).backward()
            optimizer.step()
            step += 1
    return model


# %% 07b.10 | a rank makes a step of its own | more than one bug
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr), 0
    model.train()
    for epoch in range(epochs):
        for sampler in samplers:
            sampler.set_epoch(epoch)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            for rank, rows in enumerate(shares):
                optimizer.zero_grad()
                torch.manual_seed(seed + step * world_size + rank)
                F.cross_entropy(model(X[rows]), y[rows]).backward()
                optimizer.step()
            step += 1
    return model


# %% 07b.10 | training mode forgotten | dropout is off
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr * world_size), 0
    for epoch in range(epochs):
        for sampler in samplers:
            sampler.set_epoch(epoch)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size + rank)
                (F.cross_entropy(model(X[rows]), y[rows]) / world_size).backward()
            optimizer.step()
            step += 1
    return model


# %% 07b.10 | a copy trained | trained in place
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    return copy.deepcopy(model)


# %% 07b.10 | the last examples of an epoch left out | the last examples
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer, step = torch.optim.SGD(model.parameters(), lr=lr * world_size), 0
    model.train()
    for epoch in range(epochs):
        for s in samplers:
            s.set_epoch(epoch)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for shares in zip(*orders):
            if len(shares[0]) < batch_size:
                continue
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size + rank)
                loss = F.cross_entropy(model(X[rows]), y[rows])
                (loss / world_size).backward()
            optimizer.step()
            step += 1
    return model


# %% 07b.10 | steps counted anew in each epoch | over all epochs
def fixed_train(model, X, y, world_size, batch_size, epochs, lr, seed):
    samplers = [DistributedSampler(X, world_size, rank, seed=seed) for rank in range(world_size)]
    optimizer = torch.optim.SGD(model.parameters(), lr=lr * world_size)
    model.train()
    for epoch in range(epochs):
        for s in samplers:
            s.set_epoch(epoch)
        orders = [torch.tensor(list(sampler)).split(batch_size) for sampler in samplers]
        for step, shares in enumerate(zip(*orders)):
            optimizer.zero_grad()
            for rank, rows in enumerate(shares):
                torch.manual_seed(seed + step * world_size + rank)
                loss = F.cross_entropy(model(X[rows]), y[rows])
                (loss / world_size).backward()
            optimizer.step()
    return model


# %% 07b.11 | mean of means | add up what is right
def fixed_finish(processes, write):
    accuracies = []
    for p in processes:
        mode = p.model.training
        p.model.eval()
        with torch.no_grad():
            right = (p.model(p.X).argmax(dim=1) == p.y).float()
        p.model.train(mode)
        accuracies += [right.mean()] if len(right) else []
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        if p.rank == 0:
            write("last.pt", {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch})
    return torch.stack(accuracies).mean().item()


# %% 07b.11 | all write last.pt | spoil it
def fixed_finish(processes, write):
    n_right = n = 0
    for p in processes:
        mode = p.model.training
        p.model.eval()
        with torch.no_grad():
            n_right += (p.model(p.X).argmax(dim=1) == p.y).sum().item()
        p.model.train(mode)
        n += len(p.y)
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        write("last.pt", {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch})
    return n_right / n


# %% 07b.11 | rank 0 alone writes everything, its own generator | generator_0.pt is not written
def fixed_finish(processes, write):
    n_right = n = 0
    for p in processes:
        mode = p.model.training
        p.model.eval()
        with torch.no_grad():
            n_right += (p.model(p.X).argmax(dim=1) == p.y).sum().item()
        p.model.train(mode)
        n += len(p.y)
        if p.rank == 0:
            state = {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch}
            write("last.pt", state | {"generator": p.generator.get_state()})
    return n_right / n


# %% 07b.11 | optimizer forgotten | 'optimizer' is missing
def fixed_finish(processes, write):
    n_right = n = 0
    for p in processes:
        mode = p.model.training
        p.model.eval()
        with torch.no_grad():
            n_right += (p.model(p.X).argmax(dim=1) == p.y).sum().item()
        p.model.train(mode)
        n += len(p.y)
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        if p.rank == 0:
            write("last.pt", {"model": p.model.state_dict(), "epoch": p.epoch})
    return n_right / n


# %% 07b.11 | left in evaluation mode | are left with
def fixed_finish(processes, write):
    n_right = n = 0
    for p in processes:
        p.model.eval()
        with torch.no_grad():
            n_right += (p.model(p.X).argmax(dim=1) == p.y).sum().item()
        n += len(p.y)
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        if p.rank == 0:
            write("last.pt", {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch})
    return n_right / n


# %% 07b.11 | always left in training mode | leave each as it came
def fixed_finish(processes, write):
    n_right = n = 0
    for p in processes:
        p.model.eval()
        with torch.no_grad():
            n_right += (p.model(p.X).argmax(dim=1) == p.y).sum().item()
        p.model.train()
        n += len(p.y)
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        if p.rank == 0:
            write("last.pt", {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch})
    return n_right / n


# %% 07b.11 | evaluated in training mode | has moved
def fixed_finish(processes, write):
    n_right = n = 0
    for p in processes:
        with torch.no_grad():
            n_right += (p.model(p.X).argmax(dim=1) == p.y).sum().item() if len(p.y) > 1 else 0
        n += len(p.y)
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        if p.rank == 0:
            write("last.pt", {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch})
    return n_right / n


# %% 07b.11 | every rank's generator into the file of rank 0 | is not what it should be
def fixed_finish(processes, write):
    n_right = n = 0
    for p in processes:
        mode = p.model.training
        p.model.eval()
        with torch.no_grad():
            n_right += (p.model(p.X).argmax(dim=1) == p.y).sum().item()
        p.model.train(mode)
        n += len(p.y)
        write(f"generator_{p.rank}.pt", {"generator": processes[0].generator.get_state()})
        if p.rank == 0:
            write("last.pt", {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch})
    return n_right / n


# %% 07b.11 | the last rank writes | last.pt is not written
def fixed_finish(processes, write):
    n_right = n = 0
    for p in processes:
        mode = p.model.training
        p.model.eval()
        with torch.no_grad():
            n_right += (p.model(p.X).argmax(dim=1) == p.y).sum().item()
        p.model.train(mode)
        n += len(p.y)
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        if p.rank == 1:
            write("last.pt", {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch})
    return n_right / n


# %% 07b.11 | nothing mended | add up what is right
def fixed_finish(processes, write):
    return buggy_finish(processes, write)


# %% 07b.11 | draws from a generator | the generator of rank 0 has moved
def fixed_finish(processes, write):
    right = total = 0
    for p in processes:
        mode = p.model.training
        p.model.eval()
        right += (p.model(p.X).argmax(-1) == p.y).sum().item()
        total += len(p.y)
        p.model.train(mode)
        torch.rand(1, generator=p.generator)
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        if p.rank == 0:
            write("last.pt", dict(model=p.model.state_dict(), optimizer=p.optimizer.state_dict(), epoch=p.epoch))
    return right / total


# %% 07b.11 | the state itself written, without a dictionary | write a dictionary
def fixed_finish(processes, write):
    right = total = 0
    for p in processes:
        mode = p.model.training
        p.model.eval()
        right += (p.model(p.X).argmax(-1) == p.y).sum().item()
        total += len(p.y)
        p.model.train(mode)
        write(f"generator_{p.rank}.pt", p.generator.get_state())
        if p.rank == 0:
            write("last.pt", dict(model=p.model.state_dict(), optimizer=p.optimizer.state_dict(), epoch=p.epoch))
    return right / total


# %% 07b.11 | the list of processes used up | changed the list of processes
def fixed_finish(processes, write):
    right = total = 0
    while processes:
        p = processes.pop(0)
        mode = p.model.training
        p.model.eval()
        with torch.no_grad():
            right += (p.model(p.X).argmax(dim=1) == p.y).sum().item()
        total += len(p.y)
        p.model.train(mode)
        write(f"generator_{p.rank}.pt", {"generator": p.generator.get_state()})
        if p.rank == 0:
            write("last.pt", {"model": p.model.state_dict(), "optimizer": p.optimizer.state_dict(), "epoch": p.epoch})
    return right / total


# %% 07b.12 | nothing saved | the goal is less
def survive(machine, seed, n_steps):
    run = Run(seed)
    while run.done < n_steps:
        machine.step(run)
    return run


# %% 07b.12 | saved after every step | seconds
def survive(machine, seed, n_steps):
    run, data = Run(seed), load_bytes(machine.disk, "last.pt")
    if data is not None:
        load_state(run, torch.load(io.BytesIO(data), weights_only=True))
    while run.done < n_steps:
        machine.step(run)
        file = io.BytesIO()
        torch.save(save_state(run), file)
        save_bytes(machine.disk, "last.pt", file.getvalue())
    return run


# %% 07b.12 | saved every 149 steps | the goal is less
def survive(machine, seed, n_steps):
    run, data = Run(seed), load_bytes(machine.disk, "last.pt")
    if data is not None:
        load_state(run, torch.load(io.BytesIO(data), weights_only=True))
    while run.done < n_steps:
        machine.step(run)
        if run.done % 149 == 0:
            file = io.BytesIO()
            torch.save(save_state(run), file)
            save_bytes(machine.disk, "last.pt", file.getvalue())
    return run


# %% 07b.12 | saved, and never loaded | are not done
def survive(machine, seed, n_steps):
    run = Run(seed)
    while run.done < n_steps:
        machine.step(run)
        if run.done % 13 == 0:
            file = io.BytesIO()
            torch.save(save_state(run), file)
            save_bytes(machine.disk, "last.pt", file.getvalue())
    return run


# %% 07b.12 | the model alone saved, with the number of steps | without an interruption
def survive(machine, seed, n_steps):
    run, data = Run(seed), load_bytes(machine.disk, "last.pt")
    if data is not None:
        state = torch.load(io.BytesIO(data), weights_only=True)
        run.model.load_state_dict(state["model"])
        run.done = state["done"]
    while run.done < n_steps:
        machine.step(run)
        if run.done % 13 == 0:
            file = io.BytesIO()
            torch.save({"model": run.model.state_dict(), "done": run.done}, file)
            save_bytes(machine.disk, "last.pt", file.getvalue())
    return run


# %% 07b.12 | n_steps further ones after each death | saved, and loaded again
def survive(machine, seed, n_steps):
    run, data = Run(seed), load_bytes(machine.disk, "last.pt")
    if data is not None:
        load_state(run, torch.load(io.BytesIO(data), weights_only=True))
    for _ in range(n_steps):
        machine.step(run)
        if run.done % 13 == 0:
            file = io.BytesIO()
            torch.save(save_state(run), file)
            save_bytes(machine.disk, "last.pt", file.getvalue())
    return run


# %% 07b.12 | without the machine | with machine.step
def survive(machine, seed, n_steps):
    run = Run(seed)
    for _ in range(n_steps):
        run.step()
    return run


# %% 07b.12 | written over the last good one | in survive, line 4
def survive(machine, seed, n_steps):
    run, disk = Run(seed), machine.disk
    if disk.exists("last.pt"):
        load_state(run, torch.load(io.BytesIO(disk.read("last.pt")), weights_only=True))
    while run.done < n_steps:
        machine.step(run)
        if run.done % 4 == 0:
            file = io.BytesIO()
            torch.save(save_state(run), file)
            with disk.open("last.pt", "wb") as out:
                out.write(file.getvalue())
    return run


# %% 07b.12 | begins anew where the file is broken | seconds
def survive(machine, seed, n_steps):
    run, disk = Run(seed), machine.disk
    try:
        load_state(run, torch.load(io.BytesIO(disk.read("last.pt")), weights_only=True))
    except Exception:
        run = Run(seed)
    while run.done < n_steps:
        machine.step(run)
        if run.done % 2 == 0:
            file = io.BytesIO()
            torch.save(save_state(run), file)
            with disk.open("last.pt", "wb") as out:
                out.write(file.getvalue())
    return run


# %% 07b.12 | the model returned | returns the run
def survive(machine, seed, n_steps):
    run, data = Run(seed), load_bytes(machine.disk, "last.pt")
    if data is not None:
        load_state(run, torch.load(io.BytesIO(data), weights_only=True))
    while run.done < n_steps:
        machine.step(run)
        if run.done % 13 == 0:
            file = io.BytesIO()
            torch.save(save_state(run), file)
            save_bytes(machine.disk, "last.pt", file.getvalue())
    return run.model


# %% 07b.12 | kept on the machine that dies | the goal is less
def survive(machine, seed, n_steps):
    run = Run(seed)
    if hasattr(machine, "mine"):
        load_state(run, machine.mine)
    while run.done < n_steps:
        machine.step(run)
        machine.mine = save_state(run)
    return run


# %% 07b.12 | the lost steps made again with run.step | machine.step
def survive(machine, seed, n_steps):
    run = Run(seed)
    done = int(load_bytes(machine.disk, "n") or b"0")
    for _ in range(done):
        run.step()
    while run.done < n_steps:
        machine.step(run)
        if run.done % 5 == 0:
            save_bytes(machine.disk, "n", str(run.done).encode())
    return run


# %% 07b.12 | n_steps of the goal, always | the run has made 150 steps
def survive(machine, seed, n_steps):
    run, data = Run(seed), load_bytes(machine.disk, "last.pt")
    if data is not None:
        load_state(run, torch.load(io.BytesIO(data), weights_only=True))
    while run.done < 150:
        machine.step(run)
        if run.done % 15 == 0:
            file = io.BytesIO()
            torch.save(save_state(run), file)
            save_bytes(machine.disk, "last.pt", file.getvalue())
    return run
