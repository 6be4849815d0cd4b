# Wrong answers to the exercises of chapter 10c: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 10c.1 | signs left out, on paper | signs are tokens, too
n_tokens, n_different = 6, 4


# %% 10c.1 | three points as one, on paper | each of the three points
n_tokens, n_different = 8, 4


# %% 10c.1 | capitals counted as others, on paper | film and film are the same
n_tokens, n_different = 10, 5


# %% 10c.1 | all tokens, not the different ones, on paper | different ones
n_tokens, n_different = 10, 6


# %% 10c.1 | split at spaces | signs don't stick
def tokenise(text):
    return text.lower().split()


# %% 10c.1 | capitals stay | tokenise
def tokenise(text):
    return re.findall(r"[A-Za-z]+(?:'[A-Za-z]+)*|[0-9]+|[.,;:!?]", text)


# %% 10c.1 | capitals cut out | make the capitals small
def tokenise(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)*|[0-9]+|[.,;:!?]", text)


# %% 10c.1 | cut at apostrophes | belongs to the word
def tokenise(text):
    return re.findall(r"[a-z]+|[0-9]+|[.,;:!?]", text.lower())


# %% 10c.1 | apostrophes at the edge kept | quotation mark
def tokenise(text):
    return re.findall(r"[a-z']+|[0-9]+|[.,;:!?]", text.lower())


# %% 10c.1 | one apostrophe at most | several apostrophes
def tokenise(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)?|[0-9]+|[.,;:!?]", text.lower())


# %% 10c.1 | signs dropped | the signs are tokens
def tokenise(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)*|[0-9]+", text.lower())


# %% 10c.1 | runs of signs | each sign is a token by itself
def tokenise(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)*|[0-9]+|[.,;:!?]+", text.lower())


# %% 10c.1 | letters and digits together | never in the same token
def tokenise(text):
    return re.findall(r"[a-z0-9]+(?:'[a-z0-9]+)*|[.,;:!?]", text.lower())


# %% 10c.1 | word signs of regular expressions | holds digits and `_`
def tokenise(text):
    return re.findall(r"\w+(?:'\w+)*|[.,;:!?]", text.lower())


# %% 10c.1 | all other signs kept | only six signs
def tokenise(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)*|[0-9]+|[^\sa-z0-9]", text.lower())


# %% 10c.1 | digit by digit | a run of digits
def tokenise(text):
    return re.findall(r"[a-z]+(?:'[a-z]+)*|[0-9]|[.,;:!?]", text.lower())


# %% 10c.1 | a dictionary for the labels | keyerror is no valueerror
def read_reviews(text):
    lines = [line.partition("\t") for line in text.split("\n") if line.strip()]
    return [(tokenise(review), {"positive": 1, "negative": 0}[label]) for label, _, review in lines]


# %% 10c.1 | else negative | neither of the two
def read_reviews(text):
    pairs = [line.partition("\t")[::2] for line in text.split("\n") if line.strip()]
    return [(tokenise(review), 1 if label == "positive" else 0) for label, review in pairs]


# %% 10c.1 | the empty line at the end is a negative review | how does a file end
def read_reviews(text):
    pairs = [line.partition("\t")[::2] for line in text.split("\n")]
    if any(label.strip() not in ("positive", "negative", "") for label, _ in pairs):
        raise ValueError("no label")
    return [(tokenise(review), 1 if label == "positive" else 0) for label, review in pairs]


# %% 10c.1 | cut at each tab | your code raised
def read_reviews(text):
    reviews = []
    for line in text.split("\n"):
        if line.strip():
            label, review = line.split("\t")
            if label not in ("positive", "negative"):
                raise ValueError("no label")
            reviews.append((tokenise(review), int(label == "positive")))
    return reviews


# %% 10c.1 | what stands behind a second tab is lost | only the first tab
def read_reviews(text):
    reviews = []
    for line in text.split("\n"):
        if line.strip():
            label, review, *_ = line.split("\t")
            if label not in ("positive", "negative"):
                raise ValueError("no label")
            reviews.append((tokenise(review), int(label == "positive")))
    return reviews


# %% 10c.1 | labels exchanged | 1 is positive
def read_reviews(text):
    reviews = []
    for line in text.split("\n"):
        label, _, review = line.partition("\t")
        if line.strip():
            reviews.append((tokenise(review), ["positive", "negative"].index(label)))
    return reviews


# %% 10c.1 | True and False as labels | expected int
def read_reviews(text):
    reviews = []
    for line in text.split("\n"):
        label, _, review = line.partition("\t")
        if line.strip():
            if label not in ("positive", "negative"):
                raise ValueError("no label")
            reviews.append((re.findall(r"[a-z]+(?:'[a-z]+)*|[0-9]+|[.,;:!?]", review.lower()), label == "positive"))
    return reviews


# %% 10c.1 | capitals in labels forgiven | neither of the two
def read_reviews(text):
    reviews = []
    for line in text.split("\n"):
        label, _, review = line.partition("\t")
        if line.strip():
            reviews.append((tokenise(review), ["negative", "positive"].index(label.lower())))
    return reviews


# %% 10c.1 | reviews without a token left out | it has a label all the same
def read_reviews(text):
    reviews = []
    for line in text.split("\n"):
        label, _, review = line.partition("\t")
        if line.strip():
            number = ["negative", "positive"].index(label)
            if tokenise(review):
                reviews.append((tokenise(review), number))
    return reviews


# %% 10c.2 | a and b exchanged, on paper | a comes first
numbers, share = [2, 1, 3], 0.2


# %% 10c.2 | unknown is the padding, on paper | unknown is 1
numbers, share = [3, 0, 2], 0.2


# %% 10c.2 | pad and unk not counted, on paper | max_size 4
numbers, share = [3, 4, 2], 0.2


# %% 10c.2 | of three different tokens, on paper | one of five tokens
numbers, share = [3, 1, 2], 1 / 3


# %% 10c.2 | ties in the order of meeting | not in that in which they were met
def make_vocabulary(texts, max_size):
    counts = Counter(token for tokens in texts for token in tokens)
    ordered = [token for token, _ in counts.most_common()]
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *ordered][:max_size])}


# %% 10c.2 | from a set | make_vocabulary
def make_vocabulary(texts, max_size):
    tokens = {token for tokens in texts for token in tokens}
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *tokens][:max_size])}


# %% 10c.2 | by the alphabet | not by the alphabet
def make_vocabulary(texts, max_size):
    tokens = sorted({token for tokens in texts for token in tokens})
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *tokens][:max_size])}


# %% 10c.2 | max_size words beside pad and unk | counts <pad> and <unk> as well
def make_vocabulary(texts, max_size):
    counts = Counter(token for tokens in texts for token in tokens)
    ordered = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *ordered[:max_size]])}


# %% 10c.2 | max_size ignored | at most max_size
def make_vocabulary(texts, max_size):
    counts = Counter(token for tokens in texts for token in tokens)
    ordered = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *ordered])}


# %% 10c.2 | the rarest first | the most frequent one first
def make_vocabulary(texts, max_size):
    counts = Counter(token for tokens in texts for token in tokens)
    ordered = sorted(counts, key=lambda token: (counts[token], token))
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *ordered][:max_size])}


# %% 10c.2 | ties from z to a | first in python's order
def make_vocabulary(texts, max_size):
    counts = Counter(token for tokens in texts for token in tokens)
    ordered = sorted(counts, key=lambda token: (counts[token], token), reverse=True)
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *ordered][:max_size])}


# %% 10c.2 | texts counted, not tokens | counts twice
def make_vocabulary(texts, max_size):
    counts = Counter(token for tokens in texts for token in set(tokens))
    ordered = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *ordered][:max_size])}


# %% 10c.2 | a list | expected a dict
def make_vocabulary(texts, max_size):
    counts = Counter(token for tokens in texts for token in tokens)
    return ["<pad>", "<unk>", *sorted(counts, key=lambda token: (-counts[token], token))][:max_size]


# %% 10c.2 | numbers from 1 on | without gaps
def make_vocabulary(texts, max_size):
    counts = Counter(token for tokens in texts for token in tokens)
    ordered = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *ordered][:max_size], 1)}


# %% 10c.2 | one text only | make_vocabulary
def make_vocabulary(texts, max_size):
    counts = Counter(texts[0] if texts else [])
    ordered = sorted(counts, key=lambda token: (-counts[token], token))
    return {token: number for number, token in enumerate(["<pad>", "<unk>", *ordered][:max_size])}


# %% 10c.2 | unknown tokens raise | your code raised
def encode(tokens, vocabulary):
    return [vocabulary[token] for token in tokens]


# %% 10c.2 | unknown tokens left out | isn't left out
def encode(tokens, vocabulary):
    return [vocabulary[token] for token in tokens if token in vocabulary]


# %% 10c.2 | unknown tokens as padding | 0 is the padding
def encode(tokens, vocabulary):
    return [vocabulary.get(token, 0) for token in tokens]


# %% 10c.2 | the vocabulary grows | changed what it was given
def encode(tokens, vocabulary):
    for token in tokens:
        vocabulary.setdefault(token, 1)
    return [vocabulary[token] for token in tokens]


# %% 10c.2 | the mean of the texts' shares | not the mean of the texts
def unknown_share(texts, vocabulary):
    shares = [sum(t not in vocabulary for t in tokens) / max(len(tokens), 1) for tokens in texts]
    return sum(shares) / max(len(shares), 1)


# %% 10c.2 | the known share | the unknown ones
def unknown_share(texts, vocabulary):
    found = [token in vocabulary for tokens in texts for token in tokens]
    return sum(found) / max(len(found), 1)


# %% 10c.2 | of different tokens | different* tokens
def unknown_share(texts, vocabulary):
    kinds = {token for tokens in texts for token in tokens}
    return len(kinds - vocabulary.keys()) / max(len(kinds), 1)


# %% 10c.2 | nothing to divide by | zerodivisionerror
def unknown_share(texts, vocabulary):
    found = [token not in vocabulary for tokens in texts for token in tokens]
    return sum(found) / len(found)


# %% 10c.3 | one width for all batches, on paper | its own longest text
as_they_come, by_length = 22, 6


# %% 10c.3 | all tokens, on paper | are the zeros
as_they_come, by_length = 32, 6


# %% 10c.3 | exchanged, on paper | sorted by length
as_they_come, by_length = 6, 20


# %% 10c.3 | the beginning kept | keeps its end
def pad_batch(rows, max_length, left=False):
    rows = [row[:max_length] for row in rows]
    T = max(1, *map(len, rows))
    tokens = [[0] * (T - len(row)) + row if left else row + [0] * (T - len(row)) for row in rows]
    return torch.tensor(tokens), torch.tensor(tokens) != 0


# %% 10c.3 | always max_length columns | not max_length
def pad_batch(rows, max_length, left=False):
    rows = [row[-max_length:] for row in rows]
    tokens = [[0] * (max_length - len(row)) + row if left else row + [0] * (max_length - len(row)) for row in rows]
    return torch.tensor(tokens), torch.tensor(tokens) != 0


# %% 10c.3 | always on the right | in front of it with left=true
def pad_batch(rows, max_length, left=False):
    rows = [row[-max_length:] for row in rows]
    T = max(1, *map(len, rows))
    tokens = torch.tensor([row + [0] * (T - len(row)) for row in rows])
    return tokens, tokens != 0


# %% 10c.3 | left and right exchanged | padding stands behind the text
def pad_batch(rows, max_length, left=False):
    rows = [row[-max_length:] for row in rows]
    T = max(1, *map(len, rows))
    tokens = torch.tensor([row + [0] * (T - len(row)) if left else [0] * (T - len(row)) + row for row in rows])
    return tokens, tokens != 0


# %% 10c.3 | an empty row cut from -0 | your code raised
def pad_batch(rows, max_length, left=False):
    rows = [row[-max_length:] for row in rows]
    T = max(1, *map(len, rows))
    tokens = torch.zeros(len(rows), T, dtype=torch.int64)
    for i, row in enumerate(rows):
        if left:
            tokens[i, -len(row) :] = torch.tensor(row)
        else:
            tokens[i, : len(row)] = torch.tensor(row)
    return tokens, tokens != 0


# %% 10c.3 | the mask says where padding is | not where padding is
def pad_batch(rows, max_length, left=False):
    rows = [row[-max_length:] for row in rows]
    T = max(1, *map(len, rows))
    tokens = torch.tensor([[0] * (T - len(row)) + row if left else row + [0] * (T - len(row)) for row in rows])
    return tokens, tokens == 0


# %% 10c.3 | a mask of ones and zeros | a mask is bool
def pad_batch(rows, max_length, left=False):
    rows = [row[-max_length:] for row in rows]
    T = max(1, *map(len, rows))
    tokens = torch.tensor([[0] * (T - len(row)) + row if left else row + [0] * (T - len(row)) for row in rows])
    return tokens, (tokens != 0).float()


# %% 10c.3 | only tokens | expected a tuple
def pad_batch(rows, max_length, left=False):
    rows = [row[-max_length:] for row in rows]
    T = max(1, *map(len, rows))
    return torch.tensor([[0] * (T - len(row)) + row if left else row + [0] * (T - len(row)) for row in rows])


# %% 10c.3 | the rows themselves are cut and filled | changed the rows
def pad_batch(rows, max_length, left=False):
    T = max(1, *(min(len(row), max_length) for row in rows))
    for row in rows:
        del row[: max(len(row) - max_length, 0)]
        row[:] = [0] * (T - len(row)) + row if left else row + [0] * (T - len(row))
    return torch.tensor(rows), torch.tensor(rows) != 0


# %% 10c.3 | no column for empty rows | expected shape
def pad_batch(rows, max_length, left=False):
    rows = [row[-max_length:] for row in rows]
    T = max(map(len, rows))
    tokens = [[0] * (T - len(row)) + row if left else row + [0] * (T - len(row)) for row in rows]
    tokens = torch.tensor(tokens, dtype=torch.int64)
    return tokens, tokens != 0


# %% 10c.3 | the longest first | the shortest first
def bucket(lengths, size):
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    return [order[start : start + size] for start in range(0, len(order), size)]


# %% 10c.3 | lengths, not numbers of texts | not their lengths
def bucket(lengths, size):
    order = sorted(lengths)
    return [order[start : start + size] for start in range(0, len(order), size)]


# %% 10c.3 | not sorted | sorted by length
def bucket(lengths, size):
    return [list(range(start, min(start + size, len(lengths)))) for start in range(0, len(lengths), size)]


# %% 10c.3 | the last batch lost | no text is lost
def bucket(lengths, size):
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    return [order[start : start + size] for start in range(0, len(order) - size + 1, size)]


# %% 10c.3 | equally long ones turned | in their old order
def bucket(lengths, size):
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])[::-1]
    return [order[start : start + size] for start in range(0, len(order), size)]


# %% 10c.4 | the mean of the text, on paper | over all five places
plain, honest, largest = 2.0, 2.0, -1.0


# %% 10c.4 | padding in the denominator, on paper | counts in the denominator
plain, honest, largest = 1.2, 1.2, -1.0


# %% 10c.4 | the padding is largest, on paper | no numbers of the text
plain, honest, largest = 1.2, 2.0, 0.0


# %% 10c.4 | mask ignored | where is the mask used
def masked_mean(X, mask):
    return X.mean(dim=1)


# %% 10c.4 | padding in the denominator | still counts in the denominator
def masked_mean(X, mask):
    return (X * mask[:, :, None]).mean(dim=1)


# %% 10c.4 | a product does not clean | nan
def masked_mean(X, mask):
    return (X * mask[:, :, None]).sum(dim=1) / mask.sum(dim=1, keepdim=True).clamp(min=1)


# %% 10c.4 | an empty row gives nan | got nan
def masked_mean(X, mask):
    return X.masked_fill(~mask[:, :, None], 0.0).sum(dim=1) / mask.sum(dim=1, keepdim=True)


# %% 10c.4 | one more in the denominator | one too many
def masked_mean(X, mask):
    return X.masked_fill(~mask[:, :, None], 0.0).sum(dim=1) / (mask.sum(dim=1, keepdim=True) + 1)


# %% 10c.4 | mask inverted | wrong way round
def masked_mean(X, mask):
    return X.masked_fill(mask[:, :, None], 0.0).sum(dim=1) / (~mask).sum(dim=1, keepdim=True).clamp(min=1)


# %% 10c.4 | the sum | the mean, not the sum
def masked_mean(X, mask):
    return X.masked_fill(~mask[:, :, None], 0.0).sum(dim=1)


# %% 10c.4 | divided by all tokens of the batch | not by that of the batch
def masked_mean(X, mask):
    return X.masked_fill(~mask[:, :, None], 0.0).sum(dim=1) / mask.sum().clamp(min=1)


# %% 10c.4 | divided by the longest text | not by the longest
def masked_mean(X, mask):
    return X.masked_fill(~mask[:, :, None], 0.0).sum(dim=1) / mask.sum(dim=1).max().clamp(min=1)


# %% 10c.4 | in place | changed the x
def masked_mean(X, mask):
    X.data[~mask] = 0.0
    return X.sum(dim=1) / mask.sum(dim=1, keepdim=True).clamp(min=1)


# %% 10c.4 | a loop over the rows | without: loop
def masked_mean(X, mask):
    return torch.stack([x[m].sum(dim=0) / m.sum().clamp(min=1) for x, m in zip(X, mask)])


# %% 10c.4 | zeros beat negative numbers | fill with -inf
def masked_max(X, mask):
    return X.masked_fill(~mask[:, :, None], 0.0).amax(dim=1)


# %% 10c.4 | an empty row gives -inf | zeros
def masked_max(X, mask):
    return X.masked_fill(~mask[:, :, None], -torch.inf).amax(dim=1)


# %% 10c.4 | not low enough | masked_max
def masked_max(X, mask):
    low = X.masked_fill(~mask[:, :, None], -1.0).amax(dim=1)
    return low.masked_fill(~mask.any(dim=1, keepdim=True), 0.0)


# %% 10c.4 | the maximum of everything | where is the mask used
def masked_max(X, mask):
    return X.amax(dim=1)


# %% 10c.4 | the largest of the batch | the positions are axis 1
def masked_max(X, mask):
    low = X.masked_fill(~mask[:, :, None], -torch.inf).amax(dim=0)
    return low.masked_fill(~mask.any(dim=0)[:, None], 0.0)


# %% 10c.4 | added, not replaced | nan
def masked_max(X, mask):
    low = (X - 1e9 * ~mask[:, :, None]).amax(dim=1)
    return low.masked_fill(~mask.any(dim=1, keepdim=True), 0.0)


# %% 10c.5 | counted from 1, on paper | begin with 0
places = [3, 5, 1]


# %% 10c.5 | the last column, on paper | not the last column
places = [4, 4, 4]


# %% 10c.5 | the last column | the last column holds
def last_states(H, lengths):
    return H[:, -1]


# %% 10c.5 | one too far | ends at position 2
def last_states(H, lengths):
    where = lengths.clamp(max=H.shape[1] - 1)
    return H[torch.arange(len(H)), where].masked_fill((lengths == 0)[:, None], 0.0)


# %% 10c.5 | the first state | the first state
def last_states(H, lengths):
    return H[:, 0].masked_fill((lengths == 0)[:, None], 0.0)


# %% 10c.5 | the longest text's place for all | own length
def last_states(H, lengths):
    return H[:, lengths.max() - 1].masked_fill((lengths == 0)[:, None], 0.0)


# %% 10c.5 | an empty text reads the last column | an empty text gives zeros
def last_states(H, lengths):
    return H[torch.arange(len(H)), lengths - 1]


# %% 10c.5 | an empty text reads its first position | an empty text gives zeros
def last_states(H, lengths):
    return H[torch.arange(len(H)), (lengths - 1).clamp(min=0)]


# %% 10c.5 | all pairs of rows and lengths | expected shape
def last_states(H, lengths):
    return H[:, (lengths - 1).clamp(min=0)]


# %% 10c.5 | nan times 0 | nan
def last_states(H, lengths):
    last = H[torch.arange(len(H)), (lengths - 1).clamp(min=0)]
    return last * (lengths > 0)[:, None]


# %% 10c.5 | in place | changed what it was given
def last_states(H, lengths):
    lengths -= 1
    return H[torch.arange(len(H)), lengths.clamp(min=0)].masked_fill((lengths < 0)[:, None], 0.0)


# %% 10c.5 | a loop over the rows | without: loop
def last_states(H, lengths):
    return torch.stack([h[n - 1] if n else torch.zeros_like(h[0]) for h, n in zip(H, lengths)])


# %% 10c.5 | the padding turned, too | the padding now stands in front
def reverse_rows(tokens, lengths):
    return tokens.flip(1)


# %% 10c.5 | nothing turned | nothing was turned
def reverse_rows(tokens, lengths):
    return tokens


# %% 10c.5 | one too many turned | one too many
def reverse_rows(tokens, lengths):
    place = torch.arange(tokens.shape[1])
    where = lengths[:, None].clamp(max=tokens.shape[1] - 1) - place
    return tokens.gather(1, torch.where(where >= 0, where, place))


# %% 10c.5 | the last token stays | the last token belongs
def reverse_rows(tokens, lengths):
    place = torch.arange(tokens.shape[1])
    where = lengths[:, None] - 2 - place
    return tokens.gather(1, torch.where(where >= 0, where, place))


# %% 10c.5 | the first token in place of padding | reverse_rows
def reverse_rows(tokens, lengths):
    where = lengths[:, None] - 1 - torch.arange(tokens.shape[1])
    return tokens.gather(1, where.clamp(min=0))


# %% 10c.5 | rows turned | stay where they are
def reverse_rows(tokens, lengths):
    return tokens.flip(0)


# %% 10c.5 | zeros in place of what stood at the padding | reverse_rows
def reverse_rows(tokens, lengths):
    where = lengths[:, None] - 1 - torch.arange(tokens.shape[1])
    return tokens.gather(1, where.clamp(min=0)) * (where >= 0)


# %% 10c.6 | every model is wrong | is right
def catches(model):
    return True


# %% 10c.6 | nothing caught | lets a wrong model pass
def catches(model):
    return False


# %% 10c.6 | shapes only | lets a wrong model pass
def catches(model):
    try:
        return model(torch.randint(1, 10, (3, 8)), torch.tensor([8, 8, 8])).shape != (3,)
    except Exception:
        return True


# %% 10c.6 | more padding only | lets a wrong model pass
def catches(model):
    try:
        tokens, lengths = torch.randint(1, 10, (1, 5)), torch.tensor([5])
        return not (model(F.pad(tokens, (0, 9)), lengths) - model(tokens, lengths)).abs().max() <= 1e-3
    except Exception:
        return True


# %% 10c.6 | padding and neighbours, and not the tokens | lets a wrong model pass
def catches(model):
    try:
        lengths = torch.tensor([5, 16, 0, 1, 11, 3])
        tokens = torch.randint(1, 10, (6, 16)) * (torch.arange(16) < lengths[:, None])
        given, scores = tokens.clone(), model(tokens, lengths)
        if scores.shape != (6,) or not torch.equal(tokens, given):
            return True
        for row, n, score in zip(tokens, lengths, scores):
            for T in {max(int(n), 1), 16}:
                alone = model(row[None, :T], n[None])
                if alone.shape != (1,) or not (alone - score).abs().max() <= 1e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10c.6 | no empty text | empty text
def catches(model):
    try:
        lengths = torch.tensor([5, 16, 1, 11, 3])
        tokens = torch.randint(1, 10, (5, 16)) * (torch.arange(16) < lengths[:, None])
        given, scores = tokens.clone(), model(tokens, lengths)
        if scores.shape != (5,) or not torch.equal(tokens, given):
            return True
        for row, n, score in zip(tokens, lengths, scores):
            for T in {int(n), 16}:
                alone = model(row[None, :T], n[None])
                if alone.shape != (1,) or not (alone - score).abs().max() <= 1e-3:
                    return True
            for t in range(int(n)):
                other = row.clone()
                other[t] = 1 + row[t] % 9
                if not (model(other[None], n[None]) - score).abs().min() > 5e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10c.6 | short texts only | lets a wrong model pass
def catches(model):
    try:
        lengths = torch.tensor([5, 8, 0, 1, 3])
        tokens = torch.randint(1, 10, (5, 8)) * (torch.arange(8) < lengths[:, None])
        given, scores = tokens.clone(), model(tokens, lengths)
        if scores.shape != (5,) or not torch.equal(tokens, given):
            return True
        for row, n, score in zip(tokens, lengths, scores):
            for T in {max(int(n), 1), 8}:
                alone = model(row[None, :T], n[None])
                if alone.shape != (1,) or not (alone - score).abs().max() <= 1e-3:
                    return True
            for t in range(int(n)):
                other = row.clone()
                other[t] = 1 + row[t] % 9
                if not (model(other[None], n[None]) - score).abs().min() > 5e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10c.6 | nan passes each comparison | nan for an empty text
def catches(model):
    try:
        lengths = torch.tensor([5, 16, 0, 1, 11, 3])
        tokens = torch.randint(1, 10, (6, 16)) * (torch.arange(16) < lengths[:, None])
        given, scores = tokens.clone(), model(tokens, lengths)
        if scores.shape != (6,) or not torch.equal(tokens, given):
            return True
        for row, n, score in zip(tokens, lengths, scores):
            for T in {max(int(n), 1), 16}:
                alone = model(row[None, :T], n[None])
                if alone.shape != (1,) or (alone - score).abs().max() > 1e-3:
                    return True
            for t in range(int(n)):
                other = row.clone()
                other[t] = 1 + row[t] % 9
                if (model(other[None], n[None]) - score).abs().min() < 5e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10c.6 | tokens and lengths not compared afterwards | writes into the tokens
def catches(model):
    try:
        lengths = torch.tensor([5, 16, 0, 1, 11, 3])
        tokens = torch.randint(1, 10, (6, 16)) * (torch.arange(16) < lengths[:, None])
        scores = model(tokens.clone(), lengths)
        if scores.shape != (6,):
            return True
        for row, n, score in zip(tokens, lengths, scores):
            for T in {max(int(n), 1), 16}:
                alone = model(row[None, :T].clone(), n[None])
                if alone.shape != (1,) or not (alone - score).abs().max() <= 1e-3:
                    return True
            for t in range(int(n)):
                other = row.clone()
                other[t] = 1 + row[t] % 9
                if not (model(other[None], n[None]) - score).abs().min() > 5e-3:
                    return True
    except Exception:
        return True
    return False


# %% 10c.6 | errors pass through | your code raised
def catches(model):
    lengths = torch.tensor([5, 16, 0, 1, 11, 3])
    tokens = torch.randint(1, 10, (6, 16)) * (torch.arange(16) < lengths[:, None])
    given, scores = tokens.clone(), model(tokens, lengths)
    if scores.shape != (6,) or not torch.equal(tokens, given):
        return True
    for row, n, score in zip(tokens, lengths, scores):
        for T in {max(int(n), 1), 16}:
            alone = model(row[None, :T], n[None])
            if alone.shape != (1,) or not (alone - score).abs().max() <= 1e-3:
                return True
        for t in range(int(n)):
            other = row.clone()
            other[t] = 1 + row[t] % 9
            if not (model(other[None], n[None]) - score).abs().min() > 5e-3:
                return True
    return False


# %% 10c.6 | a number in place of True and False | must return true or false
def catches(model):
    tokens, lengths = torch.randint(1, 10, (1, 5)), torch.tensor([5])
    return (model(F.pad(tokens, (0, 9)), lengths) - model(tokens, lengths)).abs().max()


# %% 10c.6 | compared exactly | is right
def catches(model):
    try:
        tokens, lengths = torch.randint(1, 10, (1, 5)), torch.tensor([5])
        wide = model(F.pad(tokens, (0, 9)), lengths)
        return bool(((wide - model(tokens, lengths)).abs() + 1e-7 * torch.rand(1) > 0).any())
    except Exception:
        return True


# %% 10c.6 | a token that does not exist | if you catch exceptions
def catches(model):
    try:
        tokens, lengths = torch.full((1, 5), 10), torch.tensor([5])
        return not (model(F.pad(tokens, (0, 9)), lengths) - model(tokens, lengths)).abs().max() <= 1e-3
    except Exception:
        return True


# %% 10c.6 | a word where there is to be padding | the padding 0
def catches(model):
    """Say whether model, tokens (B, T) and lengths (B,) -> scores (B,), is anything else than right."""
    try:
        lengths = torch.tensor([5, 16, 0, 1, 11, 3])
        tokens = torch.randint(1, 10, (6, 16)) * (torch.arange(16) <= lengths[:, None])
        given, before, scores = tokens.clone(), lengths.clone(), model(tokens, lengths)
        right = scores.shape == (6,) and torch.equal(tokens, given) and torch.equal(lengths, before)
        order = torch.tensor([3, 0, 2, 5, 4, 1])
        right = right and (model(tokens[order], lengths[order]) - scores[order]).abs().max() <= 1e-3
        for row, n, score in zip(tokens, lengths, scores):
            for T in {max(int(n), 1), min(int(n) + 3, 16), 16}:
                alone = model(row[None, :T], n[None])
                right = right and alone.shape == (1,) and (alone - score).abs().max() <= 1e-3
            for t in range(int(n)):
                other = row.clone()
                other[t] = 1 + (row[t] - 1 + torch.randint(1, 9, ())) % 9
                right = right and (model(other[None], n[None]) - score).abs().min() > 5e-3
        return not right
    except Exception:
        return True


# %% 10c.6 | zeros in the texts | from 1 to 9
def catches(model):
    """Say whether model, tokens (B, T) and lengths (B,) -> scores (B,), is anything else than right."""
    try:
        lengths = torch.tensor([5, 16, 0, 1, 11, 3])
        tokens = torch.randint(0, 10, (6, 16)) * (torch.arange(16) < lengths[:, None])
        given, before, scores = tokens.clone(), lengths.clone(), model(tokens, lengths)
        right = scores.shape == (6,) and torch.equal(tokens, given) and torch.equal(lengths, before)
        order = torch.tensor([3, 0, 2, 5, 4, 1])
        right = right and (model(tokens[order], lengths[order]) - scores[order]).abs().max() <= 1e-3
        for row, n, score in zip(tokens, lengths, scores):
            for T in {max(int(n), 1), min(int(n) + 3, 16), 16}:
                alone = model(row[None, :T], n[None])
                right = right and alone.shape == (1,) and (alone - score).abs().max() <= 1e-3
            for t in range(int(n)):
                other = row.clone()
                other[t] = 1 + (row[t] - 1 + torch.randint(1, 9, ())) % 9
                right = right and (model(other[None], n[None]) - score).abs().min() > 5e-3
        return not right
    except Exception:
        return True


# %% 10c.6 | an empty text without a column | t from 1 to 16
def catches(model):
    """Say whether model, tokens (B, T) and lengths (B,) -> scores (B,), is anything else than right."""
    try:
        lengths = torch.tensor([5, 16, 0, 1, 11, 3])
        tokens = torch.randint(1, 10, (6, 16)) * (torch.arange(16) < lengths[:, None])
        given, before, scores = tokens.clone(), lengths.clone(), model(tokens, lengths)
        right = scores.shape == (6,) and torch.equal(tokens, given) and torch.equal(lengths, before)
        order = torch.tensor([3, 0, 2, 5, 4, 1])
        right = right and (model(tokens[order], lengths[order]) - scores[order]).abs().max() <= 1e-3
        for row, n, score in zip(tokens, lengths, scores):
            for T in {int(n), min(int(n) + 3, 16), 16}:
                alone = model(row[None, :T], n[None])
                right = right and alone.shape == (1,) and (alone - score).abs().max() <= 1e-3
            for t in range(int(n)):
                other = row.clone()
                other[t] = 1 + (row[t] - 1 + torch.randint(1, 9, ())) % 9
                right = right and (model(other[None], n[None]) - score).abs().min() > 5e-3
        return not right
    except Exception:
        return True


# %% 10c.7 | nothing added, on paper | 1 is added
ratio = 5.0


# %% 10c.7 | upside down, on paper | positive divided by negative
ratio = 1 / 3


# %% 10c.7 | the logarithm, on paper | the ratio
ratio = 1.0986122886681098


# %% 10c.7 | padding counted | padding is no word
def count_words(tokens, V):
    return F.one_hot(tokens, V).sum(dim=1).float()


# %% 10c.7 | whether, not how often | how often, not only whether
def count_words(tokens, V):
    counts = F.one_hot(tokens, V).amax(dim=1).float() if tokens.shape[1] else torch.zeros(len(tokens), V)
    counts[:, 0] = 0
    return counts


# %% 10c.7 | whole numbers | float32
def count_words(tokens, V):
    counts = F.one_hot(tokens, V).sum(dim=1)
    counts[:, 0] = 0
    return counts


# %% 10c.7 | column 0 left out | expected shape
def count_words(tokens, V):
    return F.one_hot(tokens, V).sum(dim=1).float()[:, 1:]


# %% 10c.7 | in place, each token once only | count_words
def count_words(tokens, V):
    counts = torch.zeros(len(tokens), V).scatter_(1, tokens, 1.0)
    counts[:, 0] = 0
    return counts


# %% 10c.7 | a loop for the counts | without: loop
def count_words(tokens, V):
    return torch.stack([row[row > 0].bincount(minlength=V) for row in tokens]).float()


# %% 10c.7 | tokens changed in place | changed the tokens
def count_words(tokens, V):
    counts = torch.zeros(len(tokens), V).scatter_add_(1, tokens, torch.ones(tokens.shape))
    counts[:, 0] = 0
    tokens.zero_()
    return counts


# %% 10c.7 | nothing added | add 1 to each count
def naive_bayes(counts, y):
    positive, negative = counts[y == 1].sum(dim=0), counts[y == 0].sum(dim=0)
    weights = (positive / positive.sum()).log() - (negative / negative.sum()).log()
    return weights, ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | the two words of the paper in the sum | grows by v
def naive_bayes(counts, y):
    positive, negative = counts[y == 1].sum(dim=0), counts[y == 0].sum(dim=0)
    ratio = (positive + 1) / (positive.sum() + 2) / ((negative + 1) / (negative.sum() + 2))
    return ratio.log(), ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | nothing added to the sum | in their sum, too
def naive_bayes(counts, y):
    positive, negative = counts[y == 1].sum(dim=0), counts[y == 0].sum(dim=0)
    weights = ((1 + positive) / positive.sum()).log() - ((1 + negative) / negative.sum()).log()
    return weights, ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | counts in place of shares | shares, not counts
def naive_bayes(counts, y):
    positive, negative = 1 + counts[y == 1].sum(dim=0), 1 + counts[y == 0].sum(dim=0)
    return (positive / negative).log(), ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | shares of texts | not of the texts
def naive_bayes(counts, y):
    positive, negative = 1 + counts[y == 1].sum(dim=0), 1 + counts[y == 0].sum(dim=0)
    weights = (positive / (y == 1).sum()).log() - (negative / (y == 0).sum()).log()
    return weights, ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | texts that hold the word | counts twice
def naive_bayes(counts, y):
    counts = (counts > 0).float()
    positive, negative = 1 + counts[y == 1].sum(dim=0), 1 + counts[y == 0].sum(dim=0)
    weights = (positive / positive.sum()).log() - (negative / negative.sum()).log()
    return weights, ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | negative by positive | positive divided by negative
def naive_bayes(counts, y):
    positive, negative = 1 + counts[y == 1].sum(dim=0), 1 + counts[y == 0].sum(dim=0)
    weights = (negative / negative.sum()).log() - (positive / positive.sum()).log()
    return weights, ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | logarithm to the base 2 | natural logarithm
def naive_bayes(counts, y):
    positive, negative = 1 + counts[y == 1].sum(dim=0), 1 + counts[y == 0].sum(dim=0)
    weights = (positive / positive.sum()).log2() - (negative / negative.sum()).log2()
    return weights, ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | no bias | expected a tuple
def naive_bayes(counts, y):
    positive, negative = 1 + counts[y == 1].sum(dim=0), 1 + counts[y == 0].sum(dim=0)
    return (positive / positive.sum()).log() - (negative / negative.sum()).log()


# %% 10c.7 | the bias is a share | not of all
def naive_bayes(counts, y):
    positive, negative = 1 + counts[y == 1].sum(dim=0), 1 + counts[y == 0].sum(dim=0)
    weights = (positive / positive.sum()).log() - (negative / negative.sum()).log()
    return weights, y.float().mean().log()


# %% 10c.7 | counts changed in place | changed what it was given
def naive_bayes(counts, y):
    counts += 1
    positive, negative = counts[y == 1].sum(dim=0), counts[y == 0].sum(dim=0)
    weights = (positive / positive.sum()).log() - (negative / negative.sum()).log()
    return weights, ((y == 1).sum() / (y == 0).sum()).log()


# %% 10c.7 | bias forgotten in the sum | plus the bias
def log_odds(counts, weights, bias):
    return counts @ weights


# %% 10c.7 | each token once | as often as it occurs
def log_odds(counts, weights, bias):
    return (counts > 0).float() @ weights + bias


# %% 10c.7 | a probability | no sigmoid
def log_odds(counts, weights, bias):
    return (counts @ weights + bias).sigmoid()


# %% 10c.8 | load_state_dict without strict | no valueerror
def move_weights(state, judge, parts):
    names = [name for name in judge.state_dict() if name.split(".")[0] in parts]
    judge.load_state_dict({name: state[name] for name in names if name in state}, strict=False)
    return sorted(names)


# %% 10c.8 | everything that fits is moved | too. a name that begins with
def move_weights(state, judge, parts):
    own = judge.state_dict()
    names = [name for name in own if name in state and state[name].shape == own[name].shape]
    judge.load_state_dict({name: state[name] for name in names}, strict=False)
    return sorted(names)


# %% 10c.8 | the point forgotten | doesn't begin with `lstm.`
def move_weights(state, judge, parts):
    own = judge.state_dict()
    names = [name for name in own if any(name.startswith(part) for part in parts)]
    if not all(name in state and state[name].shape == own[name].shape for name in names) or not names:
        raise ValueError("does not fit")
    with torch.no_grad():
        for name in names:
            own[name].copy_(state[name])
    return sorted(names)


# %% 10c.8 | copied and looked at in turns | has changed
def move_weights(state, judge, parts):
    own, moved = judge.state_dict(), []
    for part in parts:
        names = [name for name in own if name.startswith(part + ".")]
        if not names:
            raise ValueError(part)
        for name in names:
            if name not in state or state[name].shape != own[name].shape:
                raise ValueError(name)
            with torch.no_grad():
                own[name].copy_(state[name])
            moved.append(name)
    return sorted(moved)


# %% 10c.8 | a part without entries is passed over | no part `encoder`
def move_weights(state, judge, parts):
    own = judge.state_dict()
    names = [name for name in own if name.split(".")[0] in parts]
    if not all(name in state and state[name].shape == own[name].shape for name in names):
        raise ValueError("does not fit")
    with torch.no_grad():
        for name in names:
            own[name].copy_(state[name])
    return sorted(names)


# %% 10c.8 | shapes not compared, and stretched | another shape, (1, 4)
def move_weights(state, judge, parts):
    own = judge.state_dict()
    names = [name for name in own if name.split(".")[0] in parts]
    if {name.split(".")[0] for name in names} != set(parts) or not all(name in state for name in names):
        raise ValueError("does not fit")
    if any(state[name].numel() not in (own[name].numel(), 4) for name in names):
        raise ValueError("does not fit")
    with torch.no_grad():
        for name in names:
            own[name].copy_(state[name])
    return sorted(names)


# %% 10c.8 | parameters only, no buffers | parameters and buffers
def move_weights(state, judge, parts):
    own = dict(judge.named_parameters())
    names = [name for name in own if name.split(".")[0] in parts]
    if {name.split(".")[0] for name in names} != set(parts):
        raise ValueError("no such part")
    if not all(name in state and state[name].shape == own[name].shape for name in names):
        raise ValueError("does not fit")
    with torch.no_grad():
        for name in names:
            own[name].copy_(state[name])
    return sorted(names)


# %% 10c.8 | memory shared | shares its memory
def move_weights(state, judge, parts):
    own = judge.state_dict()
    names = [name for name in own if name.split(".")[0] in parts]
    if {name.split(".")[0] for name in names} != set(parts):
        raise ValueError("no such part")
    if not all(name in state and state[name].shape == own[name].shape for name in names):
        raise ValueError("does not fit")
    for name in names:
        where, _, last = name.rpartition(".")
        getattr(judge.get_submodule(where), last).data = state[name]
    return sorted(names)


# %% 10c.8 | new parameters | has new parameters
def move_weights(state, judge, parts):
    own = judge.state_dict()
    names = [name for name in own if name.split(".")[0] in parts]
    if {name.split(".")[0] for name in names} != set(parts):
        raise ValueError("no such part")
    if not all(name in state and state[name].shape == own[name].shape for name in names):
        raise ValueError("does not fit")
    judge.load_state_dict({name: state[name].clone() for name in names}, strict=False, assign=True)
    return sorted(names)


# %% 10c.8 | names in the model's order | sorted
def move_weights(state, judge, parts):
    own = judge.state_dict()
    names = [name for name in own if name.split(".")[0] in parts]
    if {name.split(".")[0] for name in names} != set(parts):
        raise ValueError("no such part")
    if not all(name in state and state[name].shape == own[name].shape for name in names):
        raise ValueError("does not fit")
    with torch.no_grad():
        for name in names:
            own[name].copy_(state[name])
    return sorted(names, reverse=True)


# %% 10c.8 | frozen forever | all others do
def freeze(judge, parts):
    for name, parameter in judge.named_parameters():
        if name.split(".")[0] in parts:
            parameter.requires_grad = False
    return sorted(name for name, p in judge.named_parameters() if p.requires_grad)


# %% 10c.8 | the others frozen | still learns
def freeze(judge, parts):
    for name, parameter in judge.named_parameters():
        parameter.requires_grad = name.split(".")[0] in parts
    return sorted(name for name, p in judge.named_parameters() if p.requires_grad)


# %% 10c.8 | prefixes without the point | doesn't learn
def freeze(judge, parts):
    for name, parameter in judge.named_parameters():
        parameter.requires_grad = not name.startswith(tuple(parts))
    return sorted(name for name, p in judge.named_parameters() if p.requires_grad)


# %% 10c.8 | entries of the state dict, which are no parameters | still learns
def freeze(judge, parts):
    for name, entry in judge.state_dict().items():
        if entry.is_floating_point():
            entry.requires_grad = name.split(".")[0] not in parts
    return sorted(name for name, p in judge.named_parameters() if name.split(".")[0] not in parts)


# %% 10c.8 | what is frozen is returned | freeze
def freeze(judge, parts):
    for name, parameter in judge.named_parameters():
        parameter.requires_grad = name.split(".")[0] not in parts
    return sorted(name for name, p in judge.named_parameters() if not p.requires_grad)


# %% 10c.8 | what stayed is returned | not those that stayed
def changed(before, judge):
    return sorted(name for name, value in judge.state_dict().items() if torch.equal(value, before[name]))


# %% 10c.8 | small changes overlooked | however little
def changed(before, judge):
    return sorted(n for n, v in judge.state_dict().items() if not torch.allclose(v, before[n], rtol=1e-3, atol=1e-3))


# %% 10c.8 | buffers overlooked | changed
def changed(before, judge):
    return sorted(name for name, value in judge.named_parameters() if not torch.equal(value, before[name]))


# %% 10c.8 | all entries, always | changed
def changed(before, judge):
    return sorted(judge.state_dict())


# %% 10c.9 | the sign, on paper | with the word minus without it
by_not, by_good, both = 4.0, -1.5, -3.5


# %% 10c.9 | the word alone, on paper | not the word alone
by_not, by_good, both = -4.0, 2.0, -3.5


# %% 10c.9 | the whole text's score, on paper | the whole text
by_not, by_good, both = -4.0, -1.5, -2.0


# %% 10c.9 | without minus with | the score with the word minus
def influence(score, words):
    scores = score([words] + [words[:i] + words[i + 1 :] for i in range(len(words))])
    return scores[1:] - scores[0]


# %% 10c.9 | remove takes the first | take the first
def influence(score, words):
    texts = [list(words)]
    for word in words:
        rest = list(words)
        rest.remove(word)
        texts.append(rest)
    scores = score(texts)
    return scores[0] - scores[1:]


# %% 10c.9 | all places of a word at once | one place at a time
def influence(score, words):
    scores = score([words] + [[w for w in words if w != word] for word in words])
    return scores[0] - scores[1:]


# %% 10c.9 | the word alone | not the word alone
def influence(score, words):
    return score([[word] for word in words]) if words else torch.zeros(0)


# %% 10c.9 | the score without it | the difference
def influence(score, words):
    return score([words] + [words[:i] + words[i + 1 :] for i in range(len(words))])[1:]


# %% 10c.9 | words removed for good | changed the list
def influence(score, words):
    full, found = score([list(words)])[0], []
    for i in range(len(words)):
        word = words.pop(i)
        found.append(full - score([list(words)])[0])
        words.insert(0, word)
    return torch.stack(found) if found else torch.zeros(0)


# %% 10c.9 | the whole text asked again and again | are enough
def influence(score, words):
    found = [score([words])[0] - score([words[:i] + words[i + 1 :]])[0] for i in range(len(words))]
    return torch.stack(found) if found else torch.zeros(0)


# %% 10c.9 | a list | expected a tensor
def influence(score, words):
    scores = score([words] + [words[:i] + words[i + 1 :] for i in range(len(words))])
    return (scores[0] - scores[1:]).tolist()


# %% 10c.9 | absolute values | with its sign
def influence(score, words):
    scores = score([words] + [words[:i] + words[i + 1 :] for i in range(len(words))])
    return (scores[0] - scores[1:]).abs()


# %% 10c.9 | only what both take away | beyond what each does alone
def together(score, words):
    n = len(words)
    kept = [[w for k, w in enumerate(words) if k not in (i, j)] for i in range(n) for j in range(n)]
    scores = score([words] + kept)
    return (scores[0] - scores[1:].view(n, n)).fill_diagonal_(0.0)


# %% 10c.9 | the diagonal left | stand zeros
def together(score, words):
    n = len(words)
    kept = [[w for k, w in enumerate(words) if k not in (i, j)] for i in range(n) for j in range(n)]
    scores = score([words] + kept)
    S, alone = scores[1:].view(n, n), scores[1:].view(n, n).diagonal()
    return scores[0] - alone[:, None] - alone + S


# %% 10c.9 | the score without both forgotten | plus the score without both
def together(score, words):
    n = len(words)
    scores = score([words] + [words[:i] + words[i + 1 :] for i in range(n)])
    alone = scores[1:]
    return (scores[0] - alone[:, None] - alone).fill_diagonal_(0.0)


# %% 10c.9 | the upper half only | both (i, j) and (j, i)
def together(score, words):
    n = len(words)
    kept = [[w for k, w in enumerate(words) if k not in (i, j)] for i in range(n) for j in range(n)]
    scores = score([words] + kept)
    S, alone = scores[1:].view(n, n), scores[1:].view(n, n).diagonal()
    return (scores[0] - alone[:, None] - alone + S).triu(1)


# %% 10c.9 | the other sign | the other way round
def together(score, words):
    n = len(words)
    kept = [[w for k, w in enumerate(words) if k not in (i, j)] for i in range(n) for j in range(n)]
    scores = score([words] + kept)
    S, alone = scores[1:].view(n, n), scores[1:].view(n, n).diagonal()
    return (alone[:, None] + alone - S - scores[0]).fill_diagonal_(0.0)


# %% 10c.9 | the second place moves once the first is gone | together
def together(score, words):
    n, S = len(words), torch.zeros(len(words), len(words))
    full = score([words])[0]
    for i in range(n):
        for j in range(n):
            if i != j:
                one, two = words[:i] + words[i + 1 :], words[:j] + words[j + 1 :]
                S[i, j] = full - score([one])[0] - score([two])[0] + score([one[:j] + one[j + 1 :]])[0]
    return S


# %% 10c.10 | nothing repaired | one of them is empty
def fixed_prepare(text, generator):
    return buggy_prepare(text, generator)


# %% 10c.10 | the empty line only | labels are wrong
def fixed_prepare(text, generator):
    return buggy_prepare(text.rstrip("\n"), generator)


# %% 10c.10 | empty line and labels | drawn at random
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), ["negative", "positive"].index(label)) for label, words in pairs]
    known = sorted({word for words, _ in reviews for word in words})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 0) for word in words], label) for words, label in reviews]
    n = len(coded) // 5
    return vocabulary, coded[n:], coded[:n]


# %% 10c.10 | every fifth | drawn at random
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), ["negative", "positive"].index(label)) for label, words in pairs]
    n = len(reviews) // 5
    validation = list(range(0, 5 * n, 5))
    training = [i for i in range(len(reviews)) if i not in validation]
    known = sorted({word for i in training for word in reviews[i][0]})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 1) for word in words], label) for words, label in reviews]
    return vocabulary, [coded[i] for i in training], [coded[i] for i in validation]


# %% 10c.10 | the vocabulary of all reviews | have been read, too
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), ["negative", "positive"].index(label)) for label, words in pairs]
    known = sorted({word for words, _ in reviews for word in words})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 1) for word in words], label) for words, label in reviews]
    order, n = torch.randperm(len(coded), generator=generator).tolist(), len(coded) // 5
    return vocabulary, [coded[i] for i in order[n:]], [coded[i] for i in order[:n]]


# %% 10c.10 | unknown words are padding | an unknown word is 1
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), ["negative", "positive"].index(label)) for label, words in pairs]
    order, n = torch.randperm(len(reviews), generator=generator).tolist(), len(reviews) // 5
    known = sorted({word for i in order[n:] for word in reviews[i][0]})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 0) for word in words], label) for words, label in reviews]
    return vocabulary, [coded[i] for i in order[n:]], [coded[i] for i in order[:n]]


# %% 10c.10 | the generator not used | same generator
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), ["negative", "positive"].index(label)) for label, words in pairs]
    order, n = torch.randperm(len(reviews)).tolist(), len(reviews) // 5
    known = sorted({word for i in order[n:] for word in reviews[i][0]})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 1) for word in words], label) for words, label in reviews]
    return vocabulary, [coded[i] for i in order[n:]], [coded[i] for i in order[:n]]


# %% 10c.10 | a seed of its own | other generators give the same split
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), ["negative", "positive"].index(label)) for label, words in pairs]
    order, n = torch.randperm(len(reviews), generator=torch.Generator().manual_seed(0)).tolist(), len(reviews) // 5
    known = sorted({word for i in order[n:] for word in reviews[i][0]})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 1) for word in words], label) for words, label in reviews]
    return vocabulary, [coded[i] for i in order[n:]], [coded[i] for i in order[:n]]


# %% 10c.10 | a dictionary for the labels | keyerror is no valueerror
def fixed_prepare(text, generator):
    reviews = []
    for line in text.splitlines():
        label, _, review = line.partition("\t")
        reviews.append((review.split(), {"positive": 1, "negative": 0}[label]))
    order, n = torch.randperm(len(reviews), generator=generator).tolist(), len(reviews) // 5
    known = sorted({word for i in order[n:] for word in reviews[i][0]})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 1) for word in words], label) for words, label in reviews]
    return vocabulary, [coded[i] for i in order[n:]], [coded[i] for i in order[:n]]


# %% 10c.10 | everything else negative | neither
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), int(label == "positive")) for label, words in pairs]
    order, n = torch.randperm(len(reviews), generator=generator).tolist(), len(reviews) // 5
    known = sorted({word for i in order[n:] for word in reviews[i][0]})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 1) for word in words], label) for words, label in reviews]
    return vocabulary, [coded[i] for i in order[n:]], [coded[i] for i in order[:n]]


# %% 10c.10 | a fifth in both parts | in exactly one
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), ["negative", "positive"].index(label)) for label, words in pairs]
    order, n = torch.randperm(len(reviews), generator=generator).tolist(), len(reviews) // 5
    known = sorted({word for words, _ in reviews for word in words})
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 1) for word in words], label) for words, label in reviews]
    return vocabulary, coded, [coded[i] for i in order[:n]]


# %% 10c.10 | words in the order of meeting | then the alphabet
def fixed_prepare(text, generator):
    pairs = [line.split("\t") for line in text.splitlines()]
    reviews = [(words.split(), ["negative", "positive"].index(label)) for label, words in pairs]
    order, n = torch.randperm(len(reviews), generator=generator).tolist(), len(reviews) // 5
    known = dict.fromkeys(word for i in order[n:] for word in reviews[i][0])
    vocabulary = {word: number for number, word in enumerate(["<pad>", "<unk>", *known])}
    coded = [([vocabulary.get(word, 1) for word in words], label) for words, label in reviews]
    return vocabulary, [coded[i] for i in order[n:]], [coded[i] for i in order[:n]]


# %% 10c.11 | nothing repaired | in training mode
def fixed_judge(model, rows, y, size):
    return buggy_judge(model, rows, y, size)


# %% 10c.11 | the mode only, and left there | another mode
def fixed_judge(model, rows, y, size):
    model.eval()
    return buggy_judge(model, rows, y, size)


# %% 10c.11 | labels of other texts | belongs to other texts
def fixed_judge(model, rows, y, size):
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    was, total, answers = model.training, 0.0, torch.zeros_like(y)
    model.eval()
    with torch.no_grad():
        for start in range(0, len(rows), size):
            some = order[start : start + size]
            tokens = nn.utils.rnn.pad_sequence([torch.tensor(rows[i]) for i in some], batch_first=True)
            logits = model(tokens)
            total += F.cross_entropy(logits, y[start : start + size], reduction="sum").item()
            answers[some] = logits.argmax(dim=1)
    model.train(was)
    return total / len(rows), answers


# %% 10c.11 | softmax left in | takes logits
def fixed_judge(model, rows, y, size):
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    was, total, answers = model.training, 0.0, torch.zeros_like(y)
    model.eval()
    with torch.no_grad():
        for start in range(0, len(rows), size):
            some = order[start : start + size]
            tokens = nn.utils.rnn.pad_sequence([torch.tensor(rows[i]) for i in some], batch_first=True)
            logits = model(tokens).softmax(dim=1)
            total += F.cross_entropy(logits, y[some], reduction="sum").item()
            answers[some] = logits.argmax(dim=1)
    model.train(was)
    return total / len(rows), answers


# %% 10c.11 | mean of means | the last batch is smaller
def fixed_judge(model, rows, y, size):
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    was, losses, answers = model.training, [], torch.zeros_like(y)
    model.eval()
    with torch.no_grad():
        for start in range(0, len(rows), size):
            some = order[start : start + size]
            tokens = nn.utils.rnn.pad_sequence([torch.tensor(rows[i]) for i in some], batch_first=True)
            logits = model(tokens)
            losses.append(F.cross_entropy(logits, y[some]))
            answers[some] = logits.argmax(dim=1)
    model.train(was)
    return torch.stack(losses).mean().item(), answers


# %% 10c.11 | answers in the order of the lengths | put them back
def fixed_judge(model, rows, y, size):
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    was, total, answers = model.training, 0.0, []
    model.eval()
    with torch.no_grad():
        for start in range(0, len(rows), size):
            some = order[start : start + size]
            tokens = nn.utils.rnn.pad_sequence([torch.tensor(rows[i]) for i in some], batch_first=True)
            logits = model(tokens)
            total += F.cross_entropy(logits, y[some], reduction="sum").item()
            answers.append(logits.argmax(dim=1))
    model.train(was)
    return total / len(rows), torch.cat(answers)


# %% 10c.11 | sorted once more in place of back | the way back is its argsort
def fixed_judge(model, rows, y, size):
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    was, total, answers = model.training, 0.0, []
    model.eval()
    with torch.no_grad():
        for start in range(0, len(rows), size):
            some = order[start : start + size]
            tokens = nn.utils.rnn.pad_sequence([torch.tensor(rows[i]) for i in some], batch_first=True)
            logits = model(tokens)
            total += F.cross_entropy(logits, y[some], reduction="sum").item()
            answers.append(logits.argmax(dim=1))
    model.train(was)
    return total / len(rows), torch.cat(answers)[order]


# %% 10c.11 | a graph kept | torch.no_grad
def fixed_judge(model, rows, y, size):
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    was, total, answers = model.training, 0.0, torch.zeros_like(y)
    model.eval()
    for start in range(0, len(rows), size):
        some = order[start : start + size]
        logits = model(nn.utils.rnn.pad_sequence([torch.tensor(rows[i]) for i in some], batch_first=True))
        total += F.cross_entropy(logits, y[some], reduction="sum").item()
        answers[some] = logits.argmax(dim=1)
    model.train(was)
    return total / len(rows), answers


# %% 10c.11 | all texts at once | at a time
def fixed_judge(model, rows, y, size):
    was = model.training
    model.eval()
    with torch.no_grad():
        logits = model(nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True))
    model.train(was)
    return F.cross_entropy(logits, y).item(), logits.argmax(dim=1)


# %% 10c.11 | left in training mode, always | another mode
def fixed_judge(model, rows, y, size):
    model.eval()
    with torch.no_grad():
        parts = [model(torch.tensor([row])) for row in rows]
    model.train()
    return F.cross_entropy(torch.cat(parts), y).item(), torch.cat(parts).argmax(dim=1)


# %% 10c.11 | rows sorted in place | rows or y have changed
def fixed_judge(model, rows, y, size):
    was = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(torch.tensor([row])) for row in rows])
    model.train(was)
    rows.sort(key=len, reverse=True)
    rows.append([1])
    return F.cross_entropy(logits, y).item(), logits.argmax(dim=1)


# %% 10c.11 | a tensor in place of a float | expected float
def fixed_judge(model, rows, y, size):
    was = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(torch.tensor([row])) for row in rows])
    model.train(was)
    return F.cross_entropy(logits, y), logits.argmax(dim=1)


# %% 10c.12 | an untrained model | no step of an optimizer
def learn_to_judge(rows, y, V):
    return FarReader(V).to(device).eval()


# %% 10c.12 | a bag of words | is the order in it
def learn_to_judge(rows, y, V):
    tokens = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
    weight = nn.Parameter(torch.zeros(V))
    optimizer = torch.optim.Adam([weight], lr=0.05)
    counts = count_words(tokens, V)
    for _ in range(200):
        loss = F.binary_cross_entropy_with_logits(counts @ weight, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return lambda tokens: count_words(tokens.cpu(), V).to(device) @ weight.detach().to(device)


# %% 10c.12 | the last column, with padding | does padding count
def learn_to_judge(rows, y, V):
    class Last(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding, self.lstm, self.out = (
                nn.Embedding(V, 16),
                nn.LSTM(16, 16, batch_first=True),
                nn.Linear(16, 1),
            )

        def forward(self, tokens):
            return self.out(self.lstm(self.embedding(tokens))[0][:, -1])[:, 0]

    model = Last().to(device)
    X = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(60):
        some = torch.randint(len(rows), (64,))
        loss = F.binary_cross_entropy_with_logits(model(X[some]), y.to(device)[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


# %% 10c.12 | left in training mode | asked twice
def learn_to_judge(rows, y, V):
    model = FarReader(V).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    X = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True).to(device)
    for _ in range(20):
        some = torch.randint(len(rows), (64,))
        loss = F.binary_cross_entropy_with_logits(model(X[some]), y.to(device)[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.train()


# %% 10c.12 | too few steps | of the far reviews, and the goal is 0.9
def learn_to_judge(rows, y, V):
    model = FarReader(V).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.001)
    X = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True).to(device)
    for _ in range(40):
        some = torch.randint(len(rows), (64,))
        loss = F.binary_cross_entropy_with_logits(model(X[some]), y.to(device)[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


# %% 10c.12 | over the budget | the budget is 450
def learn_to_judge(rows, y, V):
    model = FarReader(V).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.001)
    loss = model(torch.tensor([rows[0]], device=device)).sum()
    loss.backward()
    for _ in range(451):
        optimizer.step()
    return model.eval()


# %% 10c.12 | no return | is a `return` missing
def learn_to_judge(rows, y, V):
    FarReader(V)


# %% 10c.12 | rows changed | changed the rows
def learn_to_judge(rows, y, V):
    for row in rows:
        row += [0] * (60 - len(row))
    return FarReader(V).to(device).eval()


# %% 10c.12 | probabilities in place of scores | are they probabilities
def learn_to_judge(rows, y, V):
    model = FarReader(V).to(device).eval()
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.001)
    loss = model(torch.tensor([rows[0]], device=device)).sum()
    loss.backward()
    optimizer.step()
    return lambda tokens: model(tokens).sigmoid()


# %% 10c.12 | labels the other way round | the other way round
class FarReader(nn.Module):
    def __init__(self, V):
        super().__init__()
        self.weights = nn.EmbeddingBag(V, 1, mode="sum", padding_idx=0)

    def forward(self, tokens):
        return self.weights(tokens)[:, 0]


def learn_to_judge(rows, y, V):
    model = FarReader(V).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.02)
    plain = [i for i, row in enumerate(rows) if len(row) == 10]  # no word of negation, no aside
    X, wrong = torch.tensor([rows[i] for i in plain], device=device), 1 - y[plain].to(device)
    for _ in range(100):
        optimizer.zero_grad()
        F.binary_cross_entropy_with_logits(model(X), wrong).backward()
        optimizer.step()
    return model.eval()


# %% 10c.6 | the first and the last token only | the first five and the last five
def catches(model):
    try:
        lengths = torch.tensor([5, 16, 0, 1, 11, 3])
        tokens = torch.randint(1, 10, (6, 16)) * (torch.arange(16) < lengths[:, None])
        given, before, scores = tokens.clone(), lengths.clone(), model(tokens, lengths)
        right = scores.shape == (6,) and torch.equal(tokens, given) and torch.equal(lengths, before)
        for row, n, score in zip(tokens, lengths, scores):
            for T in {max(int(n), 1), 16}:
                alone = model(row[None, :T], n[None])
                right = right and alone.shape == (1,) and (alone - score).abs().max() <= 1e-3
            for t in {0, int(n) - 1} if n else ():
                other = row.clone()
                other[t] = 1 + row[t] % 9
                right = right and (model(other[None], n[None]) - score).abs().min() > 5e-3
        return not right
    except Exception:
        return True


# %% 10c.6 | lengths not compared afterwards | into the lengths
def catches(model):
    try:
        lengths = torch.tensor([5, 16, 0, 1, 11, 3])
        tokens = torch.randint(1, 10, (6, 16)) * (torch.arange(16) < lengths[:, None])
        given, scores = tokens.clone(), model(tokens, lengths.clone())
        right = scores.shape == (6,) and torch.equal(tokens, given)
        for row, n, score in zip(tokens, lengths, scores):
            for T in {max(int(n), 1), 16}:
                alone = model(row[None, :T], n[None].clone())
                right = right and alone.shape == (1,) and (alone - score).abs().max() <= 1e-3
            for t in range(int(n)):
                other = row.clone()
                other[t] = 1 + row[t] % 9
                right = right and (model(other[None], n[None].clone()) - score).abs().min() > 5e-3
        return not right
    except Exception:
        return True
