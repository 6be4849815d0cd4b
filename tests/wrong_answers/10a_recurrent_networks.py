# Wrong answers to the exercises of chapter 10a: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 10a.1 | the end mark forgotten, on paper | ends with the end mark
by_hand = [3, 1, 3]


# %% 10a.1 | counted from 1, on paper | counted from 0
by_hand = [4, 2, 4, 1]


# %% 10a.1 | a set taken for something with an order | a set has no order
each_run, any_order = "abc", "b"


# %% 10a.1 | the order of the text taken for an order of its own | depends on which text comes first
each_run, any_order = "bc", "bc"


# %% 10a.1 | the order of a set | sorted
def build_vocabulary(texts):
    return [".", *set("".join(texts))]


# %% 10a.1 | in the order in which they are met | sorted
def build_vocabulary(texts):
    return [".", *dict.fromkeys("".join(texts))]


# %% 10a.1 | each character as often as it occurs | once
def build_vocabulary(texts):
    return [".", *sorted("".join(texts))]


# %% 10a.1 | the end mark sorted in among the others | number 0
def build_vocabulary(texts):
    return sorted({".", *"".join(texts)})


# %% 10a.1 | the end mark last | number 0
def build_vocabulary(texts):
    return [*sorted(set("".join(texts))), "."]


# %% 10a.1 | the end mark forgotten | end mark
def build_vocabulary(texts):
    return sorted(set("".join(texts)))


# %% 10a.1 | the alphabet learned by heart | characters that occur
def build_vocabulary(texts):
    return list(".abcdefghijklmnopqrstuvwxyz")


# %% 10a.1 | all made lower case | capital
def build_vocabulary(texts):
    return [".", *sorted(set("".join(texts).lower()))]


# %% 10a.1 | only the first text read | of all texts
def build_vocabulary(texts):
    return [".", *sorted(set(texts[0]))]


# %% 10a.1 | a string, no list | expected list
def build_vocabulary(texts):
    return "." + "".join(sorted(set("".join(texts))))


# %% 10a.1 | the texts sorted in place | changed the list of texts
def build_vocabulary(texts):
    texts.sort()
    return [".", *sorted(set("".join(texts)))]


# %% 10a.1 | no end mark behind the text | end mark
def encode(text, vocabulary):
    for c in text:
        if c not in vocabulary:
            raise ValueError(f"{c!r} is not in the vocabulary")
    return torch.tensor([vocabulary.index(c) for c in text], dtype=torch.int64)


# %% 10a.1 | the end mark before the text | behind the text
def encode(text, vocabulary):
    for c in text:
        if c not in vocabulary:
            raise ValueError(f"{c!r} is not in the vocabulary")
    return torch.tensor([vocabulary.index(c) for c in "." + text])


# %% 10a.1 | numbers of the alphabet, not of the vocabulary | of the vocabulary
def encode(text, vocabulary):
    for c in text:
        if c not in vocabulary:
            raise ValueError(f"{c!r} is not in the vocabulary")
    return torch.tensor([ord(c) - 96 for c in text] + [0])


# %% 10a.1 | unknown characters left out | is not in the vocabulary
def encode(text, vocabulary):
    return torch.tensor([vocabulary.index(c) for c in text if c in vocabulary] + [0])


# %% 10a.1 | unknown characters become the end mark | is not in the vocabulary
def encode(text, vocabulary):
    return torch.tensor([vocabulary.index(c) if c in vocabulary else 0 for c in text] + [0])


# %% 10a.1 | a KeyError for unknown characters | expected a ValueError
def encode(text, vocabulary):
    numbers = {c: i for i, c in enumerate(vocabulary)}
    return torch.tensor([numbers[c] for c in text] + [0])


# %% 10a.1 | a ValueError that does not say which character | which character
def encode(text, vocabulary):
    if any(c not in vocabulary for c in text):
        raise ValueError("unknown character")
    return torch.tensor([vocabulary.index(c) for c in text] + [0])


# %% 10a.1 | the end mark is part of the text | without the end mark
def decode(numbers, vocabulary):
    text = ""
    for i in numbers.tolist():
        text += vocabulary[i]
        if i == 0:
            break
    return text


# %% 10a.1 | goes on behind the end mark | the first end mark
def decode(numbers, vocabulary):
    return "".join(vocabulary[i] for i in numbers.tolist() if i != 0)


# %% 10a.1 | all to the end | the first end mark
def decode(numbers, vocabulary):
    return "".join(vocabulary[i] for i in numbers.tolist())


# %% 10a.1 | the last number is always taken for the end mark | need not hold an end mark
def decode(numbers, vocabulary):
    text = "".join(vocabulary[i] for i in numbers.tolist()[:-1])
    return text.split(".")[0]


# %% 10a.1 | a list of characters | expected str
def decode(numbers, vocabulary):
    return list("".join(vocabulary[i] for i in numbers.tolist()).split(".")[0])


# %% 10a.2 | rows and columns exchanged | the row is the character before
def pair_counts(names, V):
    line = torch.cat(names)
    before = torch.cat([line.new_zeros(1), line[:-1]])
    return (line * V + before).bincount(minlength=V * V).view(V, V)


# %% 10a.2 | the first character of a name has nothing before it | the first character
def pair_counts(names, V):
    counts = torch.zeros(V, V, dtype=torch.int64)
    for name in names:
        for a, b in zip(name[:-1], name[1:]):
            counts[a, b] += 1
    return counts


# %% 10a.2 | the ends of the names not counted | the end mark
def pair_counts(names, V):
    counts = torch.zeros(V, V, dtype=torch.int64)
    for name in names:
        for a, b in zip([0, *name[:-1].tolist()], name[:-1].tolist()):
            counts[a, b] += 1
    return counts


# %% 10a.2 | the last character runs on into the next name | names
def pair_counts(names, V):
    line = torch.cat([name[:-1] for name in names])
    before = torch.cat([line.new_zeros(1), line[:-1]])
    return (before * V + line).bincount(minlength=V * V).view(V, V)


# %% 10a.2 | pairs set to 1, not counted | each time
def pair_counts(names, V):
    counts = torch.zeros(V, V, dtype=torch.int64)
    line = torch.cat(names)
    counts[torch.cat([line.new_zeros(1), line[:-1]]), line] = 1
    return counts


# %% 10a.2 | index assignment adds each pair only once for a name | each time
def pair_counts(names, V):
    counts = torch.zeros(V, V, dtype=torch.int64)
    for name in names:
        counts[torch.cat([name.new_zeros(1), name[:-1]]), name] += 1
    return counts


# %% 10a.2 | as many characters as occur | expected shape
def pair_counts(names, V):
    line = torch.cat(names)
    V = int(line.max()) + 1
    before = torch.cat([line.new_zeros(1), line[:-1]])
    return (before * V + line).bincount(minlength=V * V).view(V, V)


# %% 10a.2 | shares in place of counts | expected dtype
def pair_counts(names, V):
    line = torch.cat(names)
    before = torch.cat([line.new_zeros(1), line[:-1]])
    return (before * V + line).bincount(minlength=V * V).view(V, V) / len(line)


# %% 10a.2 | counts as floats | whole numbers
def pair_counts(names, V):
    line = torch.cat(names)
    before = torch.cat([line.new_zeros(1), line[:-1]])
    return (before * V + line).bincount(minlength=V * V).view(V, V).float()


# %% 10a.2 | equal pairs added once, all at a time | adds 1 once
def pair_counts(names, V):
    line = torch.cat(names)
    before = torch.cat([line.new_zeros(1), line[:-1]])
    counts = torch.zeros(V, V, dtype=torch.int64)
    counts[before, line] += 1
    return counts


# %% 10a.2 | columns that add up to 1 | each row adds up to 1
def probabilities(counts, smoothing=1.0):
    counts = counts + smoothing
    return counts / counts.sum(dim=0)


# %% 10a.2 | the keepdim forgotten | each row adds up to 1
def probabilities(counts, smoothing=1.0):
    counts = counts + smoothing
    return counts / counts.sum(dim=1)


# %% 10a.2 | the table as a whole adds up to 1 | each row adds up to 1
def probabilities(counts, smoothing=1.0):
    counts = counts + smoothing
    return counts / counts.sum()


# %% 10a.2 | no smoothing | smoothing
def probabilities(counts, smoothing=1.0):
    return counts / counts.sum(dim=1, keepdim=True).clamp(min=1)


# %% 10a.2 | always 1 added | not always 1
def probabilities(counts, smoothing=1.0):
    counts = counts + 1.0
    return counts / counts.sum(dim=1, keepdim=True)


# %% 10a.2 | smoothed only where nothing was counted | to each pair
def probabilities(counts, smoothing=1.0):
    counts = torch.where(counts == 0, smoothing, counts.float())
    return counts / counts.sum(dim=1, keepdim=True)


# %% 10a.2 | the sum taken before the smoothing | each row adds up to 1
def probabilities(counts, smoothing=1.0):
    return (counts + smoothing) / counts.sum(dim=1, keepdim=True).clamp(min=1)


# %% 10a.2 | softmax of the counts | softmax
def probabilities(counts, smoothing=1.0):
    return (counts + smoothing).softmax(dim=1)


# %% 10a.2 | smoothed in the table that was given | changed the counts
def probabilities(counts, smoothing=1.0):
    P = (counts + smoothing) / (counts + smoothing).sum(dim=1, keepdim=True)
    counts += 1
    return P


# %% 10a.2 | the mean of the names' means | per character
def nats_per_character(P, names):
    means = [-P[torch.cat([name.new_zeros(1), name[:-1]]), name].log().mean() for name in names]
    return (sum(means) / len(means)).item()


# %% 10a.2 | nats for each name | per character
def nats_per_character(P, names):
    line = torch.cat(names)
    before = torch.cat([line.new_zeros(1), line[:-1]])
    return (-P[before, line].log().sum() / len(names)).item()


# %% 10a.2 | the sum | the mean, not the sum
def nats_per_character(P, names):
    line = torch.cat(names)
    return -P[torch.cat([line.new_zeros(1), line[:-1]]), line].log().sum().item()


# %% 10a.2 | the sign forgotten | minus
def nats_per_character(P, names):
    line = torch.cat(names)
    return P[torch.cat([line.new_zeros(1), line[:-1]]), line].log().mean().item()


# %% 10a.2 | bits | natural logarithm
def nats_per_character(P, names):
    line = torch.cat(names)
    return -P[torch.cat([line.new_zeros(1), line[:-1]]), line].log2().mean().item()


# %% 10a.2 | the logarithm of the mean | mean of the logarithms
def nats_per_character(P, names):
    line = torch.cat(names)
    return -P[torch.cat([line.new_zeros(1), line[:-1]]), line].mean().log().item()


# %% 10a.2 | the end marks left out of the mean | end mark
def nats_per_character(P, names):
    line = torch.cat(names)
    before = torch.cat([line.new_zeros(1), line[:-1]])
    return -P[before, line].log()[line != 0].mean().item()


# %% 10a.2 | the first characters left out of the mean | first character
def nats_per_character(P, names):
    line = torch.cat(names)
    return -P[line[:-1], line[1:]].log()[line[:-1] != 0].mean().item()


# %% 10a.2 | a small number against the logarithm of 0 | inf
def nats_per_character(P, names):
    line = torch.cat(names)
    return -(P[torch.cat([line.new_zeros(1), line[:-1]]), line] + 1e-8).log().mean().item()


# %% 10a.2 | a tensor | .item()
def nats_per_character(P, names):
    line = torch.cat(names)
    return -P[torch.cat([line.new_zeros(1), line[:-1]]), line].log().mean()


# %% 10a.2 | counts times logarithms: 0 times infinity | nan
def nats_per_character(P, names):
    counts = pair_counts(names, len(P))
    return (-(counts * P.log()).sum() / counts.sum()).item()


# %% 10a.3 | perplexity and nats confused, on paper | 27 characters to choose from
guess, certain, from_nats, two_tokens = math.log(27), 0.0, math.exp(2), 4.0


# %% 10a.3 | certain taken for 0, on paper | exp(0)
guess, certain, from_nats, two_tokens = 27.0, 0.0, math.exp(2), 4.0


# %% 10a.3 | a power of 2, on paper | natural logarithm
guess, certain, from_nats, two_tokens = 27.0, 1.0, 4.0, 4.0


# %% 10a.3 | the mean of the two perplexities, on paper | mean of the logarithms
guess, certain, from_nats, two_tokens = 27.0, 1.0, math.exp(2), 5.0


# %% 10a.3 | one over the mean probability, on paper | mean of the logarithms
guess, certain, from_nats, two_tokens = 27.0, 1.0, math.exp(2), 3.2


# %% 10a.3 | padding counted in the mean | padding
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        total += F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding, reduction="sum").item()
        n += targets.numel()
    return math.exp(total / n)


# %% 10a.3 | the mean of the batches' losses | batches
def perplexity(batches, padding):
    losses = [
        F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding).item()
        for logits, targets in batches
    ]
    return math.exp(sum(losses) / len(losses))


# %% 10a.3 | the mean of the batches' perplexities | batches
def perplexity(batches, padding):
    losses = [
        math.exp(F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding).item())
        for logits, targets in batches
    ]
    return sum(losses) / len(losses)


# %% 10a.3 | the mean of the rows' losses | each row
def perplexity(batches, padding):
    losses = []
    for logits, targets in batches:
        for row, target in zip(logits, targets):
            if (target != padding).any():
                losses.append(F.cross_entropy(row, target, ignore_index=padding).item())
    return math.exp(sum(losses) / len(losses))


# %% 10a.3 | the mean of the tokens' perplexities | mean of the logarithms
def perplexity(batches, padding):
    values = []
    for logits, targets in batches:
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding, reduction="none")
        values += loss[targets.flatten() != padding].exp().tolist()
    return sum(values) / len(values)


# %% 10a.3 | exp forgotten | exp
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        total += F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding, reduction="sum").item()
        n += (targets != padding).sum().item()
    return total / n


# %% 10a.3 | 2 to the power of nats | exp
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        total += F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding, reduction="sum").item()
        n += (targets != padding).sum().item()
    return 2 ** (total / n)


# %% 10a.3 | -100 learned by heart | your code raised
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        total += F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum").item()
        n += (targets != -100).sum().item()
    return math.exp(total / n)


# %% 10a.3 | the logits reshaped where axes are to be exchanged | view
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        N, T, V = logits.shape
        total += F.cross_entropy(logits.reshape(N, V, T), targets, ignore_index=padding, reduction="sum").item()
        n += (targets != padding).sum().item()
    return math.exp(total / n)


# %% 10a.3 | softmax before the cross-entropy | softmax
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        total += F.cross_entropy(
            logits.softmax(dim=2).flatten(0, 1), targets.flatten(), ignore_index=padding, reduction="sum"
        ).item()
        n += (targets != padding).sum().item()
    return math.exp(total / n)


# %% 10a.3 | the first batch alone | all batches
def perplexity(batches, padding):
    logits, targets = batches[0]
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding).exp().item()


# %% 10a.3 | padding overwritten in the targets | changed
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        targets[targets == padding] = -100
        total += F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum").item()
        n += (targets != -100).sum().item()
    return math.exp(total / n)


# %% 10a.3 | a tensor | .item()
def perplexity(batches, padding):
    losses = []
    for logits, targets in batches:
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding, reduction="none")
        losses.append(loss[targets.flatten() != padding])
    return torch.cat(losses).mean().exp()


# %% 10a.3 | each row by itself: one of padding alone has no mean | a row that is all padding
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        for row, target in zip(logits, targets):
            k = (target != padding).sum().item()
            total += F.cross_entropy(row, target, ignore_index=padding).item() * k
            n += k
    return math.exp(total / n)


# %% 10a.3 | the batches' means weighted by rows | by its tokens
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        total += F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding).item() * len(targets)
        n += len(targets)
    return math.exp(total / n)


# %% 10a.3 | the batches' means weighted by places | by its tokens
def perplexity(batches, padding):
    total, n = 0.0, 0
    for logits, targets in batches:
        mean = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=padding).item()
        total += mean * targets.numel()
        n += targets.numel()
    return math.exp(total / n)


# %% 10a.4 | one of the two biases forgotten, on paper | two biases
n_parameters = 620


# %% 10a.4 | biases forgotten, on paper | two biases
n_parameters = 600


# %% 10a.4 | only the input's weights, on paper | state
n_parameters = 200


# %% 10a.4 | the state's rows forgotten, on paper | each of the 4 rows
batch_first = ((4, 7, 5), (1, 1, 5))


# %% 10a.4 | the state batch first as well, on paper | one layer
batch_first = ((4, 7, 5), (4, 1, 5))


# %% 10a.4 | the same state shape either way, on paper | takes the 7 for the rows
steps_first = ((4, 7, 5), (1, 4, 5))


# %% 10a.4 | axes exchanged in the output, on paper | as x came
steps_first = ((7, 4, 5), (1, 4, 5))


# %% 10a.4 | W not transposed | your code raised
def rnn_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h + b)


# %% 10a.4 | W_h not transposed | W_h
def rnn_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x.T + h @ W_h + b)


# %% 10a.4 | the bias forgotten | bias
def rnn_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x.T + h @ W_h.T)


# %% 10a.4 | tanh forgotten | tanh
def rnn_step(x, h, W_x, W_h, b):
    return x @ W_x.T + h @ W_h.T + b


# %% 10a.4 | relu in place of tanh | tanh
def rnn_step(x, h, W_x, W_h, b):
    return F.relu(x @ W_x.T + h @ W_h.T + b)


# %% 10a.4 | sigmoid in place of tanh | tanh
def rnn_step(x, h, W_x, W_h, b):
    return torch.sigmoid(x @ W_x.T + h @ W_h.T + b)


# %% 10a.4 | the state left out | where is the state
def rnn_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x.T + b)


# %% 10a.4 | tanh of each part | of the sum
def rnn_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x.T) + torch.tanh(h @ W_h.T + b)


# %% 10a.4 | written into the state that was given | changed
def rnn_step(x, h, W_x, W_h, b):
    return h.copy_(torch.tanh(x @ W_x.T + h @ W_h.T + b))


# %% 10a.4 | begins with zeros | the state that was given
def rnn(X, h, W_x, W_h, b):
    h, outputs = torch.zeros_like(h), []
    for t in range(X.shape[1]):
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs, dim=1), h


# %% 10a.4 | each step begins with the given state | the state of the step before
def rnn(X, h, W_x, W_h, b):
    outputs = [torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b) for t in range(X.shape[1])]
    return torch.stack(outputs, dim=1), outputs[-1]


# %% 10a.4 | the loop runs over the rows | step by step
def rnn(X, h, W_x, W_h, b):
    outputs = []
    for x in X:
        h = torch.tanh(x @ W_x.T + h[:1] @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs), h


# %% 10a.4 | steps first in the outputs | expected shape
def rnn(X, h, W_x, W_h, b):
    outputs = []
    for t in range(X.shape[1]):
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs), h


# %% 10a.4 | stacked, then reshaped | view
def rnn(X, h, W_x, W_h, b):
    outputs = []
    for t in range(X.shape[1]):
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs).view(X.shape[0], X.shape[1], -1), h


# %% 10a.4 | the states before the steps | after its step
def rnn(X, h, W_x, W_h, b):
    outputs = []
    for t in range(X.shape[1]):
        outputs.append(h)
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
    return torch.stack(outputs, dim=1), h


# %% 10a.4 | read backwards | from the first step
def rnn(X, h, W_x, W_h, b):
    outputs = []
    for t in reversed(range(X.shape[1])):
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs[::-1], dim=1), h


# %% 10a.4 | the gradient cut at each step | gradient
def rnn(X, h, W_x, W_h, b):
    outputs = []
    for t in range(X.shape[1]):
        h = torch.tanh(X[:, t] @ W_x.T + h.detach() @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs, dim=1), h


# %% 10a.4 | the last state forgotten | tuple
def rnn(X, h, W_x, W_h, b):
    outputs = []
    for t in range(X.shape[1]):
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs, dim=1)


# %% 10a.4 | the outputs written into X | changed
def rnn(X, h, W_x, W_h, b):
    outputs, D = [], X.shape[2]
    for t in range(X.shape[1]):
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
        outputs.append(h)
        if not X.requires_grad:
            X[:, t] = h.detach()[:, :1].expand(-1, D)
    return torch.stack(outputs, dim=1), h


# %% 10a.4 | nn.RNN called | do without
def rnn(X, h, W_x, W_h, b):
    net = nn.RNN(X.shape[2], h.shape[1], batch_first=True)
    weights = dict(zip(dict(net.named_parameters()), (W_x, W_h, b, torch.zeros_like(b))))
    outputs, last = torch.func.functional_call(net, weights, (X, h[None]))
    return outputs, last[0]


# %% 10a.4 | the three steps of the example | of 3 steps
def rnn(X, h, W_x, W_h, b):
    h1 = torch.tanh(X[:, 0] @ W_x.T + h @ W_h.T + b)
    h2 = torch.tanh(X[:, 1] @ W_x.T + h1 @ W_h.T + b) if X.shape[1] > 1 else h1
    h3 = torch.tanh(X[:, 2] @ W_x.T + h2 @ W_h.T + b) if X.shape[1] > 2 else h2
    return torch.stack([h1, h2, h3][: X.shape[1]], dim=1), h3


# %% 10a.4 | an axis for layers, as nn.RNN has it | no axis for layers
def rnn(X, h, W_x, W_h, b):
    outputs = []
    for t in range(X.shape[1]):
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs, dim=1), h[None]


# %% 10a.4 | the first state among the states | the first state is none of them
def rnn(X, h, W_x, W_h, b):
    outputs = [h]
    for t in range(X.shape[1]):
        h = torch.tanh(X[:, t] @ W_x.T + h @ W_h.T + b)
        outputs.append(h)
    return torch.stack(outputs, dim=1), h


# %% 10a.5 | the last token counted as an input, on paper | has no target
n_batches, never_targets, wrapped = 6, 160, 64


# %% 10a.5 | the first token taken for a target, on paper | the very first token
n_batches, never_targets, wrapped = 5, 159, 64


# %% 10a.5 | one false target for the whole batch, on paper | each row
n_batches, never_targets, wrapped = 5, 160, 1


# %% 10a.5 | targets not shifted | the token that follows
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x = ids[: n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], x[:, t : t + T]) for t in range(0, m - T + 1, T)]


# %% 10a.5 | each batch rolled round | begin of its own row
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x = ids[: n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], x[:, t : t + T].roll(-1, dims=1)) for t in range(0, m - T + 1, T)]


# %% 10a.5 | each row of the text rolled round | wraps round
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x = ids[: n_rows * m].view(n_rows, m)
    y = x.roll(-1, dims=1)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m - T + 1, T)]


# %% 10a.5 | targets shifted back | the token that follows
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x, y = ids[1 : 1 + n_rows * m].view(n_rows, m), ids[: n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m - T + 1, T)]


# %% 10a.5 | shifted by two | not the one after that
def streams(ids, n_rows, T):
    m = (len(ids) - 2) // n_rows
    x, y = ids[: n_rows * m].view(n_rows, m), ids[2 : 2 + n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m - T + 1, T)]


# %% 10a.5 | the text runs over the rows | a contiguous piece of the text for each row
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x, y = (part.view(m, n_rows).T for part in (ids[: n_rows * m], ids[1 : 1 + n_rows * m]))
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m - T + 1, T)]


# %% 10a.5 | one window behind another, row by row | row i of the next batch
def streams(ids, n_rows, T):
    n = (len(ids) - 1) // (n_rows * T)
    x, y = ids[: n * n_rows * T].view(n, n_rows, T), ids[1 : n * n_rows * T + 1].view(n, n_rows, T)
    return list(zip(x, y))


# %% 10a.5 | a last batch that is shorter | full batches
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x, y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m, T)]


# %% 10a.5 | windows that overlap | overlap
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x, y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(m - T + 1)]


# %% 10a.5 | a full batch at the end forgotten | m - T
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x, y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m - T, T)]


# %% 10a.5 | the last token has no target | your code raised
def streams(ids, n_rows, T):
    m = len(ids) // n_rows
    x, y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m - T + 1, T)]


# %% 10a.5 | one token of each row given away | (len(ids) - 1) // n_rows
def streams(ids, n_rows, T):
    m = len(ids) // n_rows
    rows = ids[: n_rows * m].view(n_rows, m)
    return [(rows[:, t : t + T], rows[:, t + 1 : t + T + 1]) for t in range(0, m - T, T)]


# %% 10a.5 | the pieces between the rows left out | (len(ids) - 1) // n_rows
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows // T * T
    x, y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m - T + 1, T)]


# %% 10a.5 | batches in a random order | in the order of the text
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x, y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    starts = [t for t in range(0, m - T + 1, T)]
    return [(x[:, t : t + T], y[:, t : t + T]) for t in starts[1:] + starts[:1]]


# %% 10a.5 | one pair of tensors | expected list
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    return ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)


# %% 10a.5 | steps first | expected shape
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x, y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T].T, y[:, t : t + T].T) for t in range(0, m - T + 1, T)]


# %% 10a.5 | the example learned by heart | expected
def streams(ids, n_rows, T):
    return [
        (torch.tensor([[1, 2, 3], [7, 8, 9]]), torch.tensor([[2, 3, 4], [8, 9, 10]])),
        (torch.tensor([[4, 5, 6], [10, 11, 12]]), torch.tensor([[5, 6, 7], [11, 12, 13]])),
    ]


# %% 10a.5 | shifted in place | changed the ids
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x = ids[: n_rows * m].clone().view(n_rows, m)
    ids[:-1] = ids[1:].clone()
    y = ids[: n_rows * m].view(n_rows, m)
    return [(x[:, t : t + T], y[:, t : t + T]) for t in range(0, m - T + 1, T)]


# %% 10a.5 | batches handed out by yield | collect them
def streams(ids, n_rows, T):
    m = (len(ids) - 1) // n_rows
    x, y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    for t in range(0, m - T + 1, T):
        yield x[:, t : t + T], y[:, t : t + T]


# %% 10a.6 | by value taken for by norm, on paper | keeps its direction
by_norm, by_value = [5.0, 5.0], [5.0, 5.0]


# %% 10a.6 | by norm taken for by value, on paper | each number by itself
by_norm, by_value = [3.0, 4.0], [3.0, 4.0]


# %% 10a.6 | divided by the norm, on paper | a norm of 5
by_norm, by_value = [0.6, 0.8], [5.0, 5.0]


# %% 10a.6 | a norm for each tensor | all tensors together
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * min(1.0, max_norm / max(g.norm().item(), 1e-12)) for g in gradients], norm
    for g in gradients:
        g *= min(1.0, max_norm / max(g.norm().item(), 1e-12))
    return norm


# %% 10a.6 | short ones made longer | stay as they are
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / max(norm, 1e-12)
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | clipped by value | by value
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g.clamp(-max_norm, max_norm) for g in gradients], norm
    for g in gradients:
        g.clamp_(-max_norm, max_norm)
    return norm


# %% 10a.6 | the root forgotten | root
def clip(gradients, max_norm, in_place=False):
    norm = sum(g.square().sum().item() for g in gradients)
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | the norms added up | add the squares
def clip(gradients, max_norm, in_place=False):
    norm = sum(g.norm().item() for g in gradients)
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | the new norm is 1 | not 1
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = 1 / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | always in place | changed
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g.mul_(factor) for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | never in place | in_place=True
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g = g * factor
    return norm


# %% 10a.6 | the tensors returned in place as well | the norm before, alone
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return gradients, norm


# %% 10a.6 | the same tensors where nothing is cut | new tensors
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor if norm > max_norm else g for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | the norm afterwards | as it was before
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], min(norm, max_norm)
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | the norm afterwards, in place | as it was before
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return min(norm, max_norm)


# %% 10a.6 | nan poisons all gradients | expected a ValueError
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | only nan looked for | expected a ValueError
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if math.isnan(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | looked for nan after the change | before anything is changed
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    factor = max_norm / norm if norm > max_norm else 1.0
    if not math.isfinite(norm):
        for g in gradients:
            g.zero_()
        raise ValueError("not finite")
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | divided by zero | your code raised
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = min(1.0, max_norm / norm)
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | the first tensor alone | all tensors together
def clip(gradients, max_norm, in_place=False):
    norm = gradients[0].norm().item()
    if not math.isfinite(norm):
        raise ValueError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | the function of torch called | do without
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise ValueError("not finite")
    parameters = [nn.Parameter(g) for g in gradients]
    for p, g in zip(parameters, gradients):
        p.grad = g if in_place else g.clone()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    if not in_place:
        return [p.grad for p in parameters], norm
    return norm


# %% 10a.6 | another error | expected a ValueError
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if not math.isfinite(norm):
        raise RuntimeError("not finite")
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.6 | an assert | raised another error, assertionerror
def clip(gradients, max_norm, in_place=False):
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    assert math.isfinite(norm), "not finite"
    factor = max_norm / norm if norm > max_norm else 1.0
    if not in_place:
        return [g * factor for g in gradients], norm
    for g in gradients:
        g *= factor
    return norm


# %% 10a.7 | every model is wrong | is right
def catches(model):
    return True


# %% 10a.7 | nothing caught | lets a wrong model pass
def catches(model):
    return False


# %% 10a.7 | only the shape looked at | lets a wrong model pass
def catches(model):
    return model(torch.randint(10, (3, 7)), None)[0].shape != (3, 7, 10)


# %% 10a.7 | only the future changed | lets a wrong model pass
def catches(model):
    x = torch.randint(10, (3, 8))
    other = x.clone()
    other[:, 5:] = (other[:, 5:] + 3) % 10
    try:
        a, b = model(x, None)[0], model(other, None)[0]
    except Exception:
        return True
    return not torch.allclose(a[:, :5], b[:, :5], atol=1e-4)


# %% 10a.7 | only two halves compared with the whole | lets a wrong model pass
def catches(model):
    x = torch.randint(10, (3, 8))
    try:
        whole = model(x.clone(), None)[0]
        first, state = model(x[:, :4].clone(), None)
        parts = torch.cat([first, model(x[:, 4:].clone(), state)[0]], dim=1)
    except Exception:
        return True
    return not torch.allclose(whole, parts, atol=1e-4)


# %% 10a.7 | one row alone, and nothing of the rows | lets a wrong model pass
def catches(model):
    def close(a, b):
        return a.shape == b.shape and torch.allclose(a, b, atol=1e-4)

    x = torch.randint(10, (1, 20))
    given, other = x.clone(), x.clone()
    other[:, 11:] = (x[:, 11:] + 3) % 10
    try:
        whole = model(x, None)[0]
        if not torch.equal(x, given) or not close(model(x.clone(), None)[0], whole):
            return True
        if not close(model(other, None)[0][:, :11], whole[:, :11]):
            return True
        first, state = model(x[:, :5].clone(), None)
        one, state = model(x[:, 5:6].clone(), state)
        rest = [model(x[:, 6:].clone(), state)[0] for _ in range(2)]
        return not all(close(torch.cat([first, one, r], dim=1), whole) for r in rest)
    except Exception:
        return True


# %% 10a.7 | compared exactly | is right
def catches(model):
    x = torch.randint(10, (3, 12))
    whole = model(x, None)[0]
    first, state = model(x[:, :5], None)
    second = model(x[:, 5:], state)[0]
    return not torch.equal(whole, torch.cat([first, second], dim=1))


# %% 10a.7 | state taken for a tensor | is right
def catches(model):
    x = torch.randint(10, (3, 12))
    try:
        whole = model(x, None)[0]
        first, state = model(x[:, :5], None)
        parts = torch.cat([first, model(x[:, 5:], state.clone())[0]], dim=1)
    except Exception:
        return True
    return not torch.allclose(whole, parts, atol=1e-4)


# %% 10a.7 | errors pass through | your code raised
def catches(model):
    for N in (1, 3):
        x = torch.randint(10, (N, 12))
        whole = model(x.clone(), None)[0]
        first, state = model(x[:, :5].clone(), None)
        if not torch.allclose(whole, torch.cat([first, model(x[:, 5:].clone(), state)[0]], dim=1), atol=1e-4):
            return True
    return False


# %% 10a.7 | the state is used once, and short texts only | lets a wrong model pass
def catches(model):
    def close(a, b):
        return a.shape == b.shape and torch.allclose(a, b, atol=1e-4)

    for N in (3, 1):
        x = torch.randint(10, (N, 7))
        given, other = x.clone(), x.clone()
        other[:, 4:] = (x[:, 4:] + 3) % 10
        try:
            whole = model(x, None)[0]
            moved = model(other, None)[0]
            if whole.shape != (N, 7, 10) or not torch.equal(x, given) or not close(moved[:, :4], whole[:, :4]):
                return True
            if not close(model(given[:1].clone(), None)[0], whole[:1]) or close(moved[:, 4], whole[:, 4]):
                return True
            first, state = model(given[:, :3].clone(), None)
            if not close(torch.cat([first, model(given[:, 3:].clone(), state)[0]], dim=1), whole):
                return True
        except Exception:
            return True
    return False


# %% 10a.7 | the state is never used twice | writes
def catches(model):
    def close(a, b):
        return a.shape == b.shape and torch.allclose(a, b, atol=1e-4)

    for N in (3, 1):
        x = torch.randint(10, (N, 20))
        given, other = x.clone(), x.clone()
        other[:, 11:] = (x[:, 11:] + 3) % 10
        try:
            whole, moved = model(x, None)[0], model(other, None)[0]
            if whole.shape != (N, 20, 10) or not torch.equal(x, given) or not close(moved[:, :11], whole[:, :11]):
                return True
            if not close(model(given[-1:].clone(), None)[0], whole[-1:]) or close(moved[:, 11], whole[:, 11]):
                return True
            first, state = model(given[:, :5].clone(), None)
            one, state = model(given[:, 5:6].clone(), state)
            if not close(torch.cat([first, one, model(given[:, 6:].clone(), state)[0]], dim=1), whole):
                return True
        except Exception:
            return True
    return False


# %% 10a.7 | a number in place of True and False | must return true or false
def catches(model):
    x = torch.randint(10, (2, 5))
    return (model(x, None)[0] - model(x, None)[0]).abs().max()


# %% 10a.7 | two halves, no part of one step | when only one step is read
def catches(model):
    def close(a, b):
        return a.shape == b.shape and torch.allclose(a, b, atol=1e-4)

    for N in (3, 1):
        x = torch.randint(10, (N, 20))
        given, other = x.clone(), x.clone()
        other[:, 10:] = (x[:, 10:] + 3) % 10
        try:
            whole, moved = model(x, None)[0], model(other, None)[0]
            if whole.shape != (N, 20, 10) or not torch.equal(x, given) or not close(moved[:, :10], whole[:, :10]):
                return True
            if not close(model(given[-1:].clone(), None)[0], whole[-1:]) or close(moved[:, 10], whole[:, 10]):
                return True
            first, state = model(given[:, :10].clone(), None)
            rest = [model(given[:, 10:].clone(), state)[0] for _ in range(2)]
            if not all(close(torch.cat([first, r], dim=1), whole) for r in rest):
                return True
        except Exception:
            return True
    return False


# %% 10a.8 | three gates counted, on paper | four
n_lstm, n_gru = 3 * 640, 3 * 640


# %% 10a.8 | the gru with four, on paper | three
n_lstm, n_gru = 4 * 640, 4 * 640


# %% 10a.8 | one bias, on paper | two biases
n_lstm, n_gru = 4 * 620, 3 * 620


# %% 10a.8 | a bias taken for a gate, on paper | sigmoid(0)
kept = (0.0, 1.0)


# %% 10a.8 | one step only, on paper | ten steps
kept = (0.5, 1 / (1 + math.exp(-2)))


# %% 10a.8 | ten gates added, on paper | multiplied
kept = (5.0, 8.808)


# %% 10a.8 | the gates in another order | in this order
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    f, i, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% 10a.8 | the last two gates in another order | in this order
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, o, g = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% 10a.8 | the output gate taken from the new cell | output gate
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return c.sigmoid() * c.tanh(), c


# %% 10a.8 | the output gate through tanh | output gate
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.tanh() * c.tanh(), c


# %% 10a.8 | tanh of the cell forgotten | tanh
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c, c


# %% 10a.8 | the new content through the sigmoid | g
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.sigmoid()
    return o.sigmoid() * c.tanh(), c


# %% 10a.8 | one of the biases forgotten | b_hh
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% 10a.8 | the old cell shown | new cell
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    new = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), new


# %% 10a.8 | one gate for forgetting and taking in | input gate
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + (1 - f.sigmoid()) * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% 10a.8 | c and h exchanged | first h, then c
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return c, o.sigmoid() * c.tanh()


# %% 10a.8 | the gates cut from the rows | your code raised
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=0)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% 10a.8 | each fourth column a gate | one block after another
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).view(len(x), -1, 4).unbind(dim=2)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% 10a.8 | the cell changed in place | changed
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c *= f.sigmoid()
    c += i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% 10a.8 | torch's cell called | do without
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    return torch.lstm_cell(x, (h, c), W_ih, W_hh, b_ih, b_hh)


# %% 10a.8 | both biases get the value | sum
def forget_bias_(lstm, value):
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias" in name:
                p[lstm.hidden_size : 2 * lstm.hidden_size] = value


# %% 10a.8 | the other bias left as it was | sum
def forget_bias_(lstm, value):
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias_ih" in name:
                p[lstm.hidden_size : 2 * lstm.hidden_size] = value


# %% 10a.8 | the input gate's bias | second quarter
def forget_bias_(lstm, value):
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias" in name:
                p[: lstm.hidden_size] = value / 2


# %% 10a.8 | all gates' biases | stay as they are
def forget_bias_(lstm, value):
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias" in name:
                p[:] = value / 2


# %% 10a.8 | the first layer alone | layer
def forget_bias_(lstm, value):
    with torch.no_grad():
        for p in (lstm.bias_ih_l0, lstm.bias_hh_l0):
            p[lstm.hidden_size : 2 * lstm.hidden_size] = value / 2


# %% 10a.8 | one direction alone | direction
def forget_bias_(lstm, value):
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias" in name and "reverse" not in name:
                p[lstm.hidden_size : 2 * lstm.hidden_size] = value / 2


# %% 10a.8 | added to what is there | sum
def forget_bias_(lstm, value):
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias_ih" in name:
                p[lstm.hidden_size : 2 * lstm.hidden_size] += value


# %% 10a.8 | the forget gate's weights as well | stay as they are
def forget_bias_(lstm, value):
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            p[lstm.hidden_size : 2 * lstm.hidden_size] = value / 2 if "bias" in name else 0


# %% 10a.8 | biases that no longer learn | learn
def forget_bias_(lstm, value):
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias" in name:
                p.requires_grad_(False)[lstm.hidden_size : 2 * lstm.hidden_size] = value / 2


# %% 10a.8 | the output gate without its sigmoid | the output gate is sigmoid(o)
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o * c.tanh(), c


# %% 10a.8 | all gates without their sigmoid | the gates are sigmoids
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = f * c + i * g.tanh()
    return o * c.tanh(), c


# %% 10a.8 | the old cell forgotten | the old cell is missing
def lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c = i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# %% 10a.9 | temperature divides the probabilities, on paper | squares
cold, hot = (0.8, 0.2), (0.8, 0.2)


# %% 10a.9 | hot and cold exchanged, on paper | cold makes
cold, hot = (2 / 3, 1 / 3), (16 / 17, 1 / 17)


# %% 10a.9 | squares that do not add up to 1, on paper | add up to 1
cold, hot = (0.64, 0.04), (2 / 3, 1 / 3)


# %% 10a.9 | temperature after the softmax | before the softmax
def next_probabilities(logits, temperature=1.0, k=None):
    P = logits.softmax(dim=1) / temperature
    if k is not None:
        P = torch.where(P < P.topk(min(k, P.shape[1]), dim=1).values[:, -1:], 0.0, P)
    return P / P.sum(dim=1, keepdim=True)


# %% 10a.9 | multiplied by the temperature | divided
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits * temperature
    if k is not None:
        least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
        logits = logits.masked_fill(logits < least, -math.inf)
    return logits.softmax(dim=1)


# %% 10a.9 | temperature ignored | temperature
def next_probabilities(logits, temperature=1.0, k=None):
    if k is not None:
        least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
        logits = logits.masked_fill(logits < least, -math.inf)
    return logits.softmax(dim=1)


# %% 10a.9 | k ignored | k most likely
def next_probabilities(logits, temperature=1.0, k=None):
    return (logits / temperature).softmax(dim=1)


# %% 10a.9 | the others get logit 0 | 0 is a logit
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits / temperature
    if k is not None:
        least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
        logits = logits.masked_fill(logits < least, 0.0)
    return logits.softmax(dim=1)


# %% 10a.9 | not brought back to a sum of 1 | adds up to 1
def next_probabilities(logits, temperature=1.0, k=None):
    P = (logits / temperature).softmax(dim=1)
    if k is not None:
        P = torch.where(P < P.topk(min(k, P.shape[1]), dim=1).values[:, -1:], 0.0, P)
    return P


# %% 10a.9 | one too many | k most likely
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits / temperature
    if k is not None and k < logits.shape[1]:
        least = logits.topk(k + 1, dim=1).values[:, -1:]
        logits = logits.masked_fill(logits < least, -math.inf)
    return logits.softmax(dim=1)


# %% 10a.9 | one too few | k most likely
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits / temperature
    if k is not None and 1 < k <= logits.shape[1]:
        least = logits.topk(k, dim=1).values[:, -1:]
        logits = logits.masked_fill(logits <= least, -math.inf)
    return logits.softmax(dim=1)


# %% 10a.9 | the largest of the whole batch | in each row
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits / temperature
    if k is not None:
        least = logits.flatten().topk(min(k, logits.shape[1])).values[-1]
        logits = torch.where((logits < least) & (logits < logits.amax(dim=1, keepdim=True)), -math.inf, logits)
    return logits.softmax(dim=1)


# %% 10a.9 | the first row's largest for all rows | in each row
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits / temperature
    if k is not None:
        keep = logits[0].topk(min(k, logits.shape[1])).indices
        masked = torch.full_like(logits, -math.inf)
        masked[:, keep] = logits[:, keep]
        logits = masked
    return logits.softmax(dim=1)


# %% 10a.9 | a k above V | your code raised
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits / temperature
    if k is not None:
        least = logits.topk(k, dim=1).values[:, -1:]
        logits = logits.masked_fill(logits < least, -math.inf)
    return logits.softmax(dim=1)


# %% 10a.9 | only the k probabilities | in each row
def next_probabilities(logits, temperature=1.0, k=None):
    return (logits / temperature).topk(min(k or logits.shape[1], logits.shape[1]), dim=1).values.softmax(dim=1)


# %% 10a.9 | softmax over the rows | adds up to 1
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits / temperature
    if k is not None:
        least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
        logits = logits.masked_fill(logits < least, -math.inf)
    return logits.exp() / logits.exp().sum(dim=0).clamp(min=1e-9)


# %% 10a.9 | divided in place | changed
def next_probabilities(logits, temperature=1.0, k=None):
    logits /= temperature
    if k is not None:
        least = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
        logits = logits.masked_fill(logits < least, -math.inf)
    return logits.softmax(dim=1)


# %% 10a.9 | the most likely one always | greedy
def sample(logits, generator, temperature=1.0, k=None):
    return logits.argmax(dim=1)


# %% 10a.9 | each token as likely as the others | how often
def sample(logits, generator, temperature=1.0, k=None):
    return torch.randint(logits.shape[1], (len(logits),), generator=generator)


# %% 10a.9 | temperature and k forgotten | handed on
def sample(logits, generator, temperature=1.0, k=None):
    return torch.multinomial(logits.softmax(dim=1), 1, generator=generator)[:, 0]


# %% 10a.9 | one draw for all rows | each row
def sample(logits, generator, temperature=1.0, k=None):
    P = next_probabilities(logits, temperature, k)
    return torch.multinomial(P[0], 1, generator=generator).expand(len(P))


# %% 10a.9 | the generator ignored | generator
def sample(logits, generator, temperature=1.0, k=None):
    return torch.multinomial(next_probabilities(logits, temperature, k), 1)[:, 0]


# %% 10a.9 | seeded anew each time | generator
def sample(logits, generator, temperature=1.0, k=None):
    generator = torch.Generator().manual_seed(0)
    return torch.multinomial(next_probabilities(logits, temperature, k), 1, generator=generator)[:, 0]


# %% 10a.9 | an axis too many | expected shape
def sample(logits, generator, temperature=1.0, k=None):
    return torch.multinomial(next_probabilities(logits, temperature, k), 1, generator=generator)


# %% 10a.9 | the k least likely ones | not the least
def next_probabilities(logits, temperature=1.0, k=None):
    logits = logits / temperature
    if k is not None:
        most = logits.topk(min(k, logits.shape[1]), dim=1, largest=False).values[:, -1:]
        logits = logits.masked_fill(logits > most, -math.inf)
    return logits.softmax(dim=1)


# %% 10a.9 | the place among the k largest taken for the token | the indices of topk
def sample(logits, generator, temperature=1.0, k=None):
    largest = (logits / temperature).topk(min(k or logits.shape[1], logits.shape[1]), dim=1).values
    return torch.multinomial(largest.softmax(dim=1), 1, generator=generator)[:, 0]


# %% 10a.10 | rows left as they were: each n_rows-th token | a contiguous piece
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(m, n_rows).T, ids[1 : 1 + n_rows * m].view(m, n_rows).T
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | targets rolled within the batch | wraps round
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), X[:, t : t + T].roll(-1, dims=1).flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | targets not shifted | not shifted
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), X[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | state never handed on | state
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], None)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | state not detached | your code raised
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | axes not exchanged but reshaped | view
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.reshape(n_rows, -1, T), Y[:, t : t + T])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | clipped before there are gradients | clip
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | clipped behind the step | clip
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | never clipped | clip
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | clipped by value | clip
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_value_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | gradients never zeroed | zero_grad
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | the last full batch left out | m - T
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | the last loss alone | mean
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return losses[-1]


# %% 10a.10 | the sum of the losses | mean
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses)


# %% 10a.10 | no step | optimizer.step
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | windows in another order | row i of the next batch
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    n = (len(ids) - 1) // (n_rows * T)
    m = n * T
    X, Y = (ids[k : k + n_rows * m].view(n, n_rows, T).transpose(0, 1).flatten(1) for k in (0, 1))
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.10 | a tensor | expected
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.detach())
    return sum(losses) / len(losses)


# %% 10a.10 | each gradient clipped by its own norm | one common norm
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    m = (len(ids) - 1) // n_rows
    X, Y = ids[: n_rows * m].view(n_rows, m), ids[1 : 1 + n_rows * m].view(n_rows, m)
    losses, state = [], None
    for t in range(0, m - T + 1, T):
        logits, state = model(X[:, t : t + T], state)
        state = tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.flatten(0, 1), Y[:, t : t + T].flatten())
        optimizer.zero_grad()
        loss.backward()
        for p in model.parameters():
            nn.utils.clip_grad_norm_(p, max_norm)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


# %% 10a.11 | only the last token of the prompt read | prompt
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts[:, -1:], None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | the first token of the prompt alone | prompt
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts[:, :1], None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | the state of the prompt again and again | state
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, _ = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | begun anew at each step | state
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], None)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | all read again, with the state | twice
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(torch.cat([prompts, torch.stack(written, dim=1)], dim=1), state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | temperature behind the softmax | temperature
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = logits[:, -1].softmax(dim=1) / temperature
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | no temperature | temperature
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = logits[:, -1].softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | greedy | at random
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = P.argmax(dim=1)
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | the model as it came | training mode
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | the model left in evaluation mode | mode
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    return torch.stack(written, dim=1)


# %% 10a.11 | the model left in training mode, however it came | mode
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train()
    return torch.stack(written, dim=1)


# %% 10a.11 | goes on behind the end mark | end mark
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | an end mark in one row ends all | row
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0).any()
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | the prompt's last logits taken over all steps | last step
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, 0] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | the prompt in front of the result | expected shape
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.cat([prompts, torch.stack(written, dim=1)], dim=1)


# %% 10a.11 | the generator forgotten | generator
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | one draw for all rows | each row
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P[0], 1, generator=generator).expand(len(P))
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.11 | one token too many | expected shape
def fixed_write(model, prompts, n, temperature, generator):
    was_training = model.training
    model.eval()
    written, over = [], torch.zeros(len(prompts), dtype=torch.bool)
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n + 1):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator)[:, 0]
            new = new.masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new[:, None], state)
    model.train(was_training)
    return torch.stack(written, dim=1)


# %% 10a.10 | the buggy one handed in | more than one bug is left
def fixed_epoch(model, optimizer, ids, n_rows, T, max_norm):
    return buggy_epoch(model, optimizer, ids, n_rows, T, max_norm)


# %% 10a.11 | the buggy one handed in | more than one bug is left
def fixed_write(model, prompts, n, temperature, generator):
    return buggy_write(model, prompts, n, temperature, generator)


# %% 10a.11 | the prompt's last token read twice | read twice
def fixed_write(model, prompts, n, temperature, generator):
    over = torch.zeros(len(prompts), 1, dtype=torch.bool)
    was_training, written = model.training, []
    model.eval()
    with torch.no_grad():
        _, state = model(prompts, None)
        new = prompts[:, -1:]
        for _ in range(n):
            logits, state = model(new, state)
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator).masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
    model.train(was_training)
    return torch.cat(written, dim=1)


# %% 10a.11 | an end mark in the prompt ends the row | in the prompt ends nothing
def fixed_write(model, prompts, n, temperature, generator):
    over = (prompts == 0).any(dim=1, keepdim=True)
    was_training, written = model.training, []
    model.eval()
    with torch.no_grad():
        logits, state = model(prompts, None)
        for _ in range(n):
            P = (logits[:, -1] / temperature).softmax(dim=1)
            new = torch.multinomial(P, 1, generator=generator).masked_fill(over, 0)
            over = over | (new == 0)
            written.append(new)
            logits, state = model(new, state)
    model.train(was_training)
    return torch.cat(written, dim=1)


# %% 10a.12 | pairs counted | no step was made
class Pairs(nn.Module):
    def __init__(self, counts):
        super().__init__()
        self.log_P = nn.Parameter(((counts + 0.5) / (counts + 0.5).sum(dim=1, keepdim=True)).log())

    def forward(self, x):
        return self.log_P[x]


def train_writer(names, V, seed):
    counts = torch.zeros(V, V)
    for name in names:
        for a, b in zip([0, *name[:-1].tolist()], name.tolist()):
            counts[a, b] += 1
    return Pairs(counts).to(device)


# %% 10a.12 | an untrained network | no step was made
def train_writer(names, V, seed):
    return nn.Sequential(nn.Embedding(V, 8), nn.GRU(8, 8, batch_first=True), States(), nn.Linear(8, V)).to(device)


# %% 10a.12 | looks ahead | no trace
class Ahead(nn.Module):
    def __init__(self, V):
        super().__init__()
        self.V = nn.Parameter(torch.tensor(9.0))
        self.n = V

    def forward(self, x):
        return self.V * F.one_hot(torch.cat([x[:, 1:], torch.zeros_like(x[:, :1])], dim=1), self.n)


def train_writer(names, V, seed):
    return Ahead(V).to(device)


# %% 10a.12 | reads in both directions | no trace
class Both(nn.Module):
    def __init__(self, V):
        super().__init__()
        self.E, self.net = nn.Embedding(V, 8), nn.GRU(8, 8, batch_first=True, bidirectional=True)
        self.head = nn.Linear(16, V)

    def forward(self, x):
        return self.head(self.net(self.E(x))[0])


def train_writer(names, V, seed):
    return Both(V).to(device)


# %% 10a.12 | rows taken for steps | beside others
class Mixed(nn.Module):
    def __init__(self, V):
        super().__init__()
        self.E, self.net, self.head = nn.Embedding(V, 8), nn.GRU(8, 8), nn.Linear(8, V)

    def forward(self, x):
        return self.head(self.net(self.E(x))[0])


def train_writer(names, V, seed):
    return Mixed(V).to(device)


# %% 10a.12 | the names changed in place | changed
def train_writer(names, V, seed):
    for name in names:
        name.fill_(0)
    return nn.Embedding(V, V).to(device)


# %% 10a.12 | a large network | parameters
def train_writer(names, V, seed):
    return nn.Sequential(nn.Embedding(V, 32), nn.LSTM(32, 256, batch_first=True), States(), nn.Linear(256, V)).to(
        device
    )


# %% 10a.12 | a function, no module | nn.Module
def train_writer(names, V, seed):
    return lambda x: torch.zeros(*x.shape, V)


# %% 10a.12 | one logit for each row | shape
class Short(nn.Module):
    def __init__(self, V):
        super().__init__()
        self.E = nn.Embedding(V, V)

    def forward(self, x):
        return self.E(x).mean(dim=1)


def train_writer(names, V, seed):
    return Short(V).to(device)


# %% 10a.12 | too many steps | steps
def train_writer(names, V, seed):
    p = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=0.1)
    for _ in range(900):
        optimizer.step()
    return nn.Embedding(V, V).to(device)


# %% 10a.12 | a network trained on the characters that it reads | worse than
def train_writer(names, V, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Embedding(V, 16), nn.GRU(16, 16, batch_first=True), States(), nn.Linear(16, V)).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), 0.01)
    for _ in range(60):
        x, y = padded([names[i] for i in torch.randint(len(names), (32,)).tolist()])
        loss = F.cross_entropy(model(x).flatten(0, 1), x.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


# %% 10a.12 | trained for a few steps only | goal
def train_writer(names, V, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Embedding(V, 16), nn.GRU(16, 16, batch_first=True), States(), nn.Linear(16, V)).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), 0.01)
    for _ in range(60):
        x, y = padded([names[i] for i in torch.randint(len(names), (32,)).tolist()])
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


# %% 10a.12 | counts behind three characters in a buffer, and one step for show | and buffers
class Table(nn.Module):
    def __init__(self, V):
        super().__init__()
        self.register_buffer("log_P", torch.zeros(V, V, V, V))
        self.p = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        a, b = (F.pad(x, (n, 0))[:, : x.shape[1]] for n in (2, 1))
        return self.log_P[a, b, x]


def train_writer(names, V, seed):
    model = Table(V).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    model.p.sum().backward()
    optimizer.step()
    return model


# %% 10a.12 | dropout drops before the seed is set | same seed
def train_writer(names, V, seed):
    keep = nn.Dropout(0.2)(torch.ones(32, device=device))
    torch.manual_seed(seed)
    layers = [nn.Embedding(V, 32), nn.LSTM(32, 96, batch_first=True), States(), nn.Linear(96, V)]
    model = nn.Sequential(*layers).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.005)
    for _ in range(500):
        x, y = padded([names[i] for i in torch.randint(len(names), (64,)).tolist()])
        loss = F.cross_entropy(model[1:](model[0](x) * keep).flatten(0, 1), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
