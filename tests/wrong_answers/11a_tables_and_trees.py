# Wrong answers to the exercises of chapter 11a: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 11a.1 | subtracted, on paper | an hour has 60 minutes
apart, evening, fourth_of_july = 45, 1305, 3


# %% 11a.1 | the number as it stands, on paper | as it stands
apart, evening, fourth_of_july = 5, 2145, 3


# %% 11a.1 | weekdays from 1, on paper | monday is 0
apart, evening, fourth_of_july = 5, 1305, 4


# %% 11a.1 | one day too few, on paper | the second is a tuesday
apart, evening, fourth_of_july = 5, 1305, 2


# %% 11a.1 | left as a number | 515 as a number
def minutes(hhmm):
    return hhmm


# %% 11a.1 | hours alone | hours alone
def minutes(hhmm):
    return hhmm // 100


# %% 11a.1 | divided by 60 | two digits
def minutes(hhmm):
    return hhmm // 60 * 60 + hhmm % 100


# %% 11a.1 | 5.15 hours | 5 hours and 15 minutes
def minutes(hhmm):
    return hhmm * 60 // 100


# %% 11a.1 | the result as float | whole numbers
def minutes(hhmm):
    return hhmm / 100 // 1 * 60 + hhmm % 100


# %% 11a.1 | in place | changed the times
def minutes(hhmm):
    hhmm -= hhmm // 100 * 40
    return hhmm


# %% 11a.1 | a loop | without: loop
def minutes(hhmm):
    return torch.tensor([t // 100 * 60 + t % 100 for t in hhmm.tolist()])


# %% 11a.1 | the example by heart | minutes of
def minutes(hhmm):
    return torch.full_like(hhmm, 315)


# %% 11a.1 | isoweekday | monday is 0
def weekdays(year, month, day):
    return torch.tensor([datetime.date(year, m, d).isoweekday() for m, d in zip(month.tolist(), day.tolist())])


# %% 11a.1 | Sunday is 0 | not sunday
def weekdays(year, month, day):
    return torch.tensor([datetime.date(year, m, d).isoweekday() % 7 for m, d in zip(month.tolist(), day.tolist())])


# %% 11a.1 | always 2013 | whatever the year
def weekdays(year, month, day):
    return torch.tensor([datetime.date(2013, m, d).weekday() for m, d in zip(month.tolist(), day.tolist())])


# %% 11a.1 | leap years forgotten | 29 days
def weekdays(year, month, day):
    before = torch.tensor([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334])
    return (datetime.date(year, 1, 1).weekday() + before[month - 1] + day - 1) % 7


# %% 11a.1 | months are alike | begin on different weekdays
def weekdays(year, month, day):
    return (day - 1) % 7


# %% 11a.1 | cosine first | sine stands in the first
def on_a_circle(x, period):
    angle = 2 * math.pi * x / period
    return torch.stack([angle.cos(), angle.sin()], dim=1)


# %% 11a.1 | half around | not π
def on_a_circle(x, period):
    angle = math.pi * x / period
    return torch.stack([angle.sin(), angle.cos()], dim=1)


# %% 11a.1 | degrees | not 360
def on_a_circle(x, period):
    angle = 360 * x / period
    return torch.stack([angle.sin(), angle.cos()], dim=1)


# %% 11a.1 | stacked as rows | one row for each x
def on_a_circle(x, period):
    angle = 2 * math.pi * x / period
    return torch.stack([angle.sin(), angle.cos()])


# %% 11a.1 | always a day of 24 hours | on_a_circle of
def on_a_circle(x, period):
    angle = 2 * math.pi * x / 24
    return torch.stack([angle.sin(), angle.cos()], dim=1)


# %% 11a.1 | period − 1 | not period - 1
def on_a_circle(x, period):
    angle = 2 * math.pi * x / (period - 1)
    return torch.stack([angle.sin(), angle.cos()], dim=1)


# %% 11a.1 | no period | where is `period`
def on_a_circle(x, period):
    return torch.stack([torch.sin(x), torch.cos(x)], dim=1)


# %% 11a.2 | codes from 0 | begin with 1
def fit_codes(column, min_count):
    counts = column.value_counts()
    names = sorted(name for name, count in counts.items() if count >= min_count)
    return {name: code for code, name in enumerate(names)}


# %% 11a.2 | in the order in which they were met | not in the order in which
def fit_codes(column, min_count):
    counts = column.value_counts()
    names = [name for name in column.dropna().unique() if counts[name] >= min_count]
    return {name: code for code, name in enumerate(names, 1)}


# %% 11a.2 | the most frequent first | not by how often
def fit_codes(column, min_count):
    counts = Counter(v for v in column.tolist() if isinstance(v, str))
    names = [name for name, count in counts.most_common() if count >= min_count]
    return {name: code for code, name in enumerate(names, 1)}


# %% 11a.2 | min_count ignored | less than min_count
def fit_codes(column, min_count):
    return {name: code for code, name in enumerate(sorted(column.dropna().unique()), 1)}


# %% 11a.2 | more than min_count | exactly min_count
def fit_codes(column, min_count):
    counts = column.value_counts()
    names = sorted(name for name, count in counts.items() if count > min_count)
    return {name: code for code, name in enumerate(names, 1)}


# %% 11a.2 | a gap is a name | a gap is no name
def fit_codes(column, min_count):
    counts = Counter(str(v) for v in column.tolist())
    names = sorted(name for name, count in counts.items() if count >= min_count)
    return {name: code for code, name in enumerate(names, 1)}


# %% 11a.2 | rare names leave holes | no code is left out
def fit_codes(column, min_count):
    counts = column.value_counts()
    codes = {name: code for code, name in enumerate(sorted(counts.index), 1)}
    return {name: code for name, code in codes.items() if counts[name] >= min_count}


# %% 11a.2 | names only, no dictionary | expected dict
def fit_codes(column, min_count):
    return sorted(column.dropna().unique())


# %% 11a.2 | gaps filled in place | changed the column
def fit_codes(column, min_count):
    column[column.isna()] = "?"
    counts = column.value_counts()
    names = sorted(name for name, count in counts.items() if count >= min_count and name != "?")
    return {name: code for code, name in enumerate(names, 1)}


# %% 11a.2 | unknown is −1 | in an embedding
def apply_codes(column, codes):
    return torch.tensor([codes.get(name, -1) for name in column.tolist()])


# %% 11a.2 | unknown is the last name | not the code of another
def apply_codes(column, codes):
    return torch.tensor([codes.get(name, len(codes)) for name in column.tolist()])


# %% 11a.2 | unknown gets a number of its own | gets 0
def apply_codes(column, codes):
    return torch.tensor([codes.get(name, len(codes) + 1) for name in column.tolist()])


# %% 11a.2 | no place for the unknown | keyerror
def apply_codes(column, codes):
    return torch.tensor([codes[name] for name in column.tolist()])


# %% 11a.2 | numbered anew | no list of its own
def apply_codes(column, codes):
    codes = fit_codes(column, 1)
    return torch.tensor([codes.get(name, 0) for name in column.tolist()])


# %% 11a.2 | the categories of pandas | in an embedding
def apply_codes(column, codes):
    numbers = column.map(codes).fillna(-1)
    return torch.tensor(numbers.to_numpy(dtype="int64"))


# %% 11a.2 | gaps dropped | expected shape
def apply_codes(column, codes):
    return torch.tensor([codes.get(name, 0) for name in column.dropna().tolist()], dtype=torch.int64)


# %% 11a.2 | by the index from 0 | keyerror
def apply_codes(column, codes):
    return torch.tensor([codes.get(column[i], 0) for i in range(len(column))])


# %% 11a.2 | sorted by the index | not of the index
def apply_codes(column, codes):
    return torch.tensor([codes.get(name, 0) for name in column.sort_index().tolist()])


# %% 11a.2 | floats | expected dtype
def apply_codes(column, codes):
    return torch.tensor([float(codes.get(name, 0)) for name in column.tolist()])


# %% 11a.2 | new names added to the dictionary | changed the dictionary
def apply_codes(column, codes):
    return torch.tensor([codes.setdefault(name, 0) for name in column.tolist()])


# %% 11a.3 | the mean fills the gaps | not with the mean
def fit_numbers(X):
    medians = X.nanmean(dim=0).nan_to_num(0.0)
    filled = torch.where(X.isnan(), medians, X)
    std = filled.std(dim=0, correction=0)
    return medians, filled.mean(dim=0), torch.where(std == 0, 1.0, std)


# %% 11a.3 | nanmedian | takes the lower one
def fit_numbers(X):
    medians = X.nanmedian(dim=0).values.nan_to_num(0.0)
    filled = torch.where(X.isnan(), medians, X)
    std = filled.std(dim=0, correction=0)
    return medians, filled.mean(dim=0), torch.where(std == 0, 1.0, std)


# %% 11a.3 | divided by N − 1 | divides by n
def fit_numbers(X):
    medians = X.nanquantile(0.5, dim=0).nan_to_num(0.0)
    filled = torch.where(X.isnan(), medians, X)
    std = filled.std(dim=0)
    return medians, filled.mean(dim=0), torch.where(std == 0, 1.0, std)


# %% 11a.3 | variance in place of its root | not by its square
def fit_numbers(X):
    medians = X.nanquantile(0.5, dim=0).nan_to_num(0.0)
    filled = torch.where(X.isnan(), medians, X)
    std = filled.var(dim=0, correction=0)
    return medians, filled.mean(dim=0), torch.where(std == 0, 1.0, std)


# %% 11a.3 | constant columns divided by 0 | is something 0
def fit_numbers(X):
    medians = X.nanquantile(0.5, dim=0).nan_to_num(0.0)
    filled = torch.where(X.isnan(), medians, X)
    return medians, filled.mean(dim=0), filled.std(dim=0, correction=0)


# %% 11a.3 | a small number added to the deviation | is something 0
def fit_numbers(X):
    medians = X.nanquantile(0.5, dim=0).nan_to_num(0.0)
    filled = torch.where(X.isnan(), medians, X)
    return medians, filled.mean(dim=0), filled.std(dim=0, correction=0) + 1e-6


# %% 11a.3 | columns of nothing but gaps forgotten | all gaps
def fit_numbers(X):
    medians = X.nanquantile(0.5, dim=0)
    filled = torch.where(X.isnan(), medians, X)
    std = filled.std(dim=0, correction=0)
    return medians, filled.mean(dim=0), torch.where(std == 0, 1.0, std)


# %% 11a.3 | statistics of what is there | with its gaps filled
def fit_numbers(X):
    medians = X.nanquantile(0.5, dim=0).nan_to_num(0.0)
    mean = X.nanmean(dim=0)
    std = (X - mean).square().nanmean(dim=0).sqrt().nan_to_num(0.0)
    return medians, mean.nan_to_num(0.0), torch.where(std == 0, 1.0, std)


# %% 11a.3 | along the rows | expected
def fit_numbers(X):
    medians = X.nanquantile(0.5, dim=1, keepdim=True).nan_to_num(0.0)
    filled = torch.where(X.isnan(), medians, X)
    std = filled.std(dim=1, correction=0, keepdim=True)
    return medians[:1], filled.mean(dim=1, keepdim=True)[:1], torch.where(std == 0, 1.0, std)[:1]


# %% 11a.3 | gaps filled in place | changed its table
def fit_numbers(X):
    medians = X.nanquantile(0.5, dim=0).nan_to_num(0.0)
    X[X.isnan()] = medians.expand_as(X)[X.isnan()]
    std = X.std(dim=0, correction=0)
    return medians, X.mean(dim=0), torch.where(std == 0, 1.0, std)


# %% 11a.3 | the rows' own statistics | those of the training rows
def apply_numbers(X, fitted):
    medians, mean, std = fit_numbers(X)
    gaps = X.isnan()
    return torch.cat([(torch.where(gaps, medians, X) - mean) / std, gaps.float()], dim=1)


# %% 11a.3 | no flags | expected shape
def apply_numbers(X, fitted):
    medians, mean, std = fitted
    return (torch.where(X.isnan(), medians, X) - mean) / std


# %% 11a.3 | flags turned round | where there was a gap
def apply_numbers(X, fitted):
    medians, mean, std = fitted
    gaps = X.isnan()
    return torch.cat([(torch.where(gaps, medians, X) - mean) / std, (~gaps).float()], dim=1)


# %% 11a.3 | flags first | first the numbers
def apply_numbers(X, fitted):
    medians, mean, std = fitted
    gaps = X.isnan()
    return torch.cat([gaps.float(), (torch.where(gaps, medians, X) - mean) / std], dim=1)


# %% 11a.3 | a gap becomes 0 after standardising | before
def apply_numbers(X, fitted):
    _, mean, std = fitted
    return torch.cat([((X - mean) / std).nan_to_num(0.0), X.isnan().float()], dim=1)


# %% 11a.3 | a gap becomes 0 before standardising | not with 0
def fit_numbers(X):
    filled = X.nan_to_num(0.0)
    std = filled.std(dim=0, correction=0)
    return torch.zeros(X.shape[1]), filled.mean(dim=0), torch.where(std == 0, 1.0, std)


# %% 11a.3 | not divided | standard deviation
def apply_numbers(X, fitted):
    medians, mean, _ = fitted
    gaps = X.isnan()
    return torch.cat([torch.where(gaps, medians, X) - mean, gaps.float()], dim=1)


# %% 11a.3 | a loop over the columns | without: loop
def fit_numbers(X):
    return [(c.nanmedian(), c.nanmean(), 1.0) for c in X.T]


# %% 11a.4 | the equal pair loses, on paper | count one half
by_hand = 0.75


# %% 11a.4 | the equal pair wins, on paper | are equal
by_hand = 1.0


# %% 11a.4 | not divided, on paper | of how many
by_hand = 3.5


# %% 11a.4 | ties lose | count one half
def auc(scores, y):
    return (scores[y == 1][:, None] > scores[y == 0]).float().mean().item()


# %% 11a.4 | ties win | not one
def auc(scores, y):
    return (scores[y == 1][:, None] >= scores[y == 0]).float().mean().item()


# %% 11a.4 | the wrong way round | higher score
def auc(scores, y):
    pairs = scores[y == 0][:, None] - scores[y == 1]
    return ((pairs > 0).float() + 0.5 * (pairs == 0)).mean().item()


# %% 11a.4 | accuracy | no threshold
def auc(scores, y):
    if len(y.unique()) < 2:
        return math.nan
    return ((scores > 0.5) == (y == 1)).float().mean().item()


# %% 11a.4 | divided by all pairs of rows | no others count
def auc(scores, y):
    if len(y.unique()) < 2:
        return math.nan
    pairs = scores[y == 1][:, None] - scores[y == 0]
    return (((pairs > 0).float() + 0.5 * (pairs == 0)).sum() / len(y) ** 2).item()


# %% 11a.4 | ties left out | and the pair counts
def auc(scores, y):
    pairs = scores[y == 1][:, None] - scores[y == 0]
    return (pairs[pairs != 0] > 0).float().mean().item()


# %% 11a.4 | one class gives one half | expected nan
def auc(scores, y):
    if len(y.unique()) < 2:
        return 0.5
    pairs = scores[y == 1][:, None] - scores[y == 0]
    return ((pairs > 0).float() + 0.5 * (pairs == 0)).mean().item()


# %% 11a.4 | paired by position, the rest cut off | one of each class
def auc(scores, y):
    good, bad = scores[y == 1], scores[y == 0]
    n = min(len(good), len(bad))
    pairs = good[:n] - bad[:n]
    return ((pairs > 0).float() + 0.5 * (pairs == 0)).mean().item()


# %% 11a.4 | ranks without ties | auc of
def auc(scores, y):
    ranks = scores.argsort().argsort().float() + 1
    n = y.sum()
    return ((ranks[y == 1].sum() - n * (n + 1) / 2) / (n * (len(y) - n))).item()


# %% 11a.4 | scikit-learn's | without: roc_auc_score
def auc(scores, y):
    return float(roc_auc_score(y, scores)) if len(y.unique()) > 1 else math.nan


# %% 11a.4 | a tensor | expected float
def auc(scores, y):
    pairs = scores[y == 1][:, None] - scores[y == 0]
    return ((pairs > 0).float() + 0.5 * (pairs == 0)).mean()


# %% 11a.4 | not turned round | as much as one of 0.8
def column_scores(X, y):
    there = ~X.isnan()
    return torch.tensor([auc(X[there[:, j], j], y[there[:, j]]) for j in range(X.shape[1])])


# %% 11a.4 | gaps are 0 | not filled with 0
def column_scores(X, y):
    found = torch.tensor([auc(column, y) for column in X.nan_to_num(0.0).T])
    return torch.maximum(found, 1 - found)


# %% 11a.4 | gaps stay in | comparison with nan
def column_scores(X, y):
    found = torch.tensor([auc(column, y) for column in X.T])
    return torch.maximum(found, 1 - found)


# %% 11a.4 | rows with any gap left out | for this column only
def column_scores(X, y):
    full = ~X.isnan().any(dim=1)
    found = torch.tensor([auc(column, y[full]) for column in X[full].T])
    return torch.maximum(found, 1 - found)


# %% 11a.4 | distance from one half | not the distance
def column_scores(X, y):
    there = ~X.isnan()
    found = torch.tensor([auc(X[there[:, j], j], y[there[:, j]]) for j in range(X.shape[1])])
    return (found - 0.5).abs()


# %% 11a.4 | correlation | not the correlation
def column_scores(X, y):
    there = ~X.isnan()
    pairs = [torch.stack([X[there[:, j], j], y[there[:, j]]]) for j in range(X.shape[1])]
    return torch.stack([torch.corrcoef(p)[0, 1].abs() if p.shape[1] > 1 else torch.tensor(torch.nan) for p in pairs])


# %% 11a.5 | nothing found | expected threshold
def best_split(x, y, min_leaf):
    return math.nan, 0.0


# %% 11a.5 | the median | expected threshold
def best_split(x, y, min_leaf):
    t = x.median()
    left = x <= t
    if left.all():
        return math.nan, 0.0
    inside = left.float().mean() * y[left].var(correction=0) + (~left).float().mean() * y[~left].var(correction=0)
    return t.item(), (y.var(correction=0) - inside).item()


# %% 11a.5 | the lower value as threshold | middle between two neighbouring
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return x[best].item(), gain[best].item()


# %% 11a.5 | the upper value as threshold | middle between two neighbouring
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return x[best + 1].item(), gain[best].item()


# %% 11a.5 | cuts between equal neighbours | expected threshold
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | min_leaf ignored | at least min_leaf
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = x[1:] > x[:-1]
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | min_leaf on the left only | *both* sides
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | more than min_leaf | exactly min_leaf
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = (x[1:] > x[:-1]) & (n > min_leaf) & (N - n > min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | sides not weighted | weighted by the number
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left, squares, whole = y.cumsum(0)[:-1], y.square().cumsum(0)[:-1], y.square().mean()
    right = N * whole - squares
    inside = (squares / n - (left / n) ** 2 + right / (N - n) - (left / (N - n)) ** 2) / 2
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = (whole - inside).masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), (whole - inside)[best].item()


# %% 11a.5 | not centred | expected threshold
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = y[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + (y.sum() - left) ** 2 / (N - n)) / N - y.mean() ** 2
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | the sum, not the mean | not a sum
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = left**2 / n + left**2 / (N - n)
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | what is left | not what is left
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    inside = y.square().mean() - (left**2 / n + left**2 / (N - n)) / N
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = inside.masked_fill(~allowed, torch.inf).argmin()
    return ((x[best] + x[best + 1]) / 2).item(), inside[best].item()


# %% 11a.5 | y not sorted along | sort by x
def best_split(x, y, min_leaf):
    x = x.sort().values
    y, N, n = y - y.mean(), len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | centred in place | changed what it was given
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y -= y.mean()
    y, N, n = y[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    if not allowed.any():
        return math.nan, 0.0
    best = gain.masked_fill(~allowed, -torch.inf).argmax()
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | no answer for a constant column | your code raised
def best_split(x, y, min_leaf):
    x, order = x.sort()
    y, N, n = (y - y.mean())[order], len(x), torch.arange(1, len(x))
    left = y.cumsum(0)[:-1]
    gain = (left**2 / n + left**2 / (N - n)) / N
    allowed = (x[1:] > x[:-1]) & (n >= min_leaf) & (N - n >= min_leaf)
    best = allowed.nonzero()[:, 0][gain[allowed].argmax()]
    return ((x[best] + x[best + 1]) / 2).item(), gain[best].item()


# %% 11a.5 | a loop over the thresholds | without: loop
def best_split(x, y, min_leaf):
    best = (math.nan, 0.0)
    for t in x.unique().tolist():
        left = x <= t
        best = max(best, (t, left.float().mean().item()))
    return best


# %% 11a.6 | the other probability, on paper | does come up
left_out = 1 - 8 / 27


# %% 11a.6 | one draw, on paper | of three
left_out = 2 / 3


# %% 11a.6 | permutations: without replacement | with replacement
def bootstrap(n_trees, N, generator):
    return torch.stack([torch.randperm(N, generator=generator) for _ in range(n_trees)])


# %% 11a.6 | the generator ignored | is it used
def bootstrap(n_trees, N, generator):
    return torch.randint(N, (n_trees, N))


# %% 11a.6 | the last row never drawn | expected row numbers
def bootstrap(n_trees, N, generator):
    return torch.randint(N - 1, (n_trees, N), generator=generator)


# %% 11a.6 | the same rows for all trees | the same rows
def bootstrap(n_trees, N, generator):
    return torch.randint(N, (1, N), generator=generator).expand(n_trees, N)


# %% 11a.6 | a fixed seed | is it used
def bootstrap(n_trees, N, generator):
    return torch.randint(N, (n_trees, N), generator=torch.Generator().manual_seed(int(torch.randint(9**9, ()))))


# %% 11a.6 | the same at each call | no fixed seed
def bootstrap(n_trees, N, generator):
    return torch.randint(N, (n_trees, N), generator=torch.Generator().manual_seed(0))


# %% 11a.6 | shape turned round | shape
def bootstrap(n_trees, N, generator):
    return torch.randint(N, (N, n_trees), generator=generator)


# %% 11a.6 | floats | dtype
def bootstrap(n_trees, N, generator):
    return (torch.rand(n_trees, N, generator=generator) * N).floor()


# %% 11a.6 | all trees predict | *not* seen
def out_of_bag(fit, X, y, rows):
    return torch.stack([fit(X[own], y[own])(X) for own in rows]).mean(dim=0)


# %% 11a.6 | those that have seen it | here those that have
def out_of_bag(fit, X, y, rows):
    total, count = torch.zeros(len(X)), torch.zeros(len(X))
    for own in rows:
        seen = torch.zeros(len(X), dtype=torch.bool)
        seen[own] = True
        total += torch.where(seen, fit(X[own], y[own])(X), 0.0)
        count += seen
    return total / count


# %% 11a.6 | divided by all trees | not over all
def out_of_bag(fit, X, y, rows):
    total = torch.zeros(len(X))
    for own in rows:
        unseen = torch.ones(len(X), dtype=torch.bool)
        unseen[own] = False
        total += torch.where(unseen, fit(X[own], y[own])(X), 0.0)
    return total / len(rows)


# %% 11a.6 | 0 where all have seen it | no prediction
def out_of_bag(fit, X, y, rows):
    total, count = torch.zeros(len(X)), torch.zeros(len(X))
    for own in rows:
        unseen = torch.ones(len(X), dtype=torch.bool)
        unseen[own] = False
        total += torch.where(unseen, fit(X[own], y[own])(X), 0.0)
        count += unseen
    return total / count.clamp(min=1)


# %% 11a.6 | each row only once | several times
def out_of_bag(fit, X, y, rows):
    total, count = torch.zeros(len(X)), torch.zeros(len(X))
    for own in rows:
        unseen = torch.ones(len(X), dtype=torch.bool)
        unseen[own] = False
        total += torch.where(unseen, fit(X[~unseen], y[~unseen])(X), 0.0)
        count += unseen
    return total / count


# %% 11a.6 | trained on the rows left out | tested on the others
def out_of_bag(fit, X, y, rows):
    total, count = torch.zeros(len(X)), torch.zeros(len(X))
    for own in rows:
        unseen = torch.ones(len(X), dtype=torch.bool)
        unseen[own] = False
        total += torch.where(~unseen, fit(X[unseen], y[unseen])(X), 0.0)
        count += ~unseen
    return total / count


# %% 11a.6 | trained twice | trained once
def out_of_bag(fit, X, y, rows):
    total, count = torch.zeros(len(X)), torch.zeros(len(X))
    for own in rows:
        fit(X[own], y[own])
        unseen = torch.ones(len(X), dtype=torch.bool)
        unseen[own] = False
        total += torch.where(unseen, fit(X[own], y[own])(X), 0.0)
        count += unseen
    return total / count


# %% 11a.6 | the mean target of each tree | expected
def out_of_bag(fit, X, y, rows):
    seen = torch.stack([(own[:, None] == torch.arange(len(X))).any(dim=0) for own in rows])
    values = torch.stack([fit(X[own], y[own])(X).mean().expand(len(X)) for own in rows])
    return torch.where(seen, torch.nan, values).nanmean(dim=0)


# %% 11a.7 | everything leaks | everything is right
def leaks(prepare, table):
    return True


# %% 11a.7 | nothing leaks | lets a leak pass
def leaks(prepare, table):
    return False


# %% 11a.7 | a column that is too good | everything is right
def leaks(prepare, table):
    X, train = prepare(table)
    days = table["day"]
    late = days[train].max() >= days[~train].min()
    return bool(late or (column_scores(X, table["late"]).nan_to_num(0.5) > 0.9).any())


# %% 11a.7 | only the split by days | lets a leak pass
def leaks(prepare, table):
    _, train = prepare(table)
    return bool(table["day"][train].max() >= table["day"][~train].min())


# %% 11a.7 | the same day allowed on both sides | middle of a day
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X, equal_nan=True).all(dim=1)

    if not all(torch.equal(given[name].nan_to_num(-1), table[name].nan_to_num(-1)) for name in given):
        return True
    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() > table["day"][test].min() or moved(test).any() or moved(test, True)[train].any():
        return True
    if any(moved(i)[i] for i in train.nonzero()[:, 0]):
        return True
    return any(bool(moved(test[test != i], True)[i]) for i in test)


# %% 11a.7 | only own targets | lets a leak pass
def leaks(prepare, table):
    X, train = prepare(table)
    if table["day"][train].max() >= table["day"][~train].min():
        return True
    for i in range(len(X)):
        other = prepare(changed(table, torch.tensor(i)))[0]
        if not torch.isclose(other[i], X[i], equal_nan=True).all():
            return True
    return False


# %% 11a.7 | a single training row asked | lets a leak pass
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X, equal_nan=True).all(dim=1)

    if not all(torch.equal(given[name].nan_to_num(-1), table[name].nan_to_num(-1)) for name in given):
        return True
    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() >= table["day"][test].min() or moved(test).any() or moved(test, True)[train].any():
        return True
    if any(moved(i)[i] for i in train.nonzero()[:1, 0]):
        return True
    return any(bool(moved(test[test != i], True)[i]) for i in test)


# %% 11a.7 | test rows may see each other | lets a leak pass
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X, equal_nan=True).all(dim=1)

    if not all(torch.equal(given[name].nan_to_num(-1), table[name].nan_to_num(-1)) for name in given):
        return True
    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() >= table["day"][test].min() or moved(test).any() or moved(test, True)[train].any():
        return True
    return any(bool(moved(i)[i]) for i in train.nonzero()[:, 0])


# %% 11a.7 | the table may be changed | spoils the table
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(changed(given, torch.tensor([], dtype=torch.int64)))

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X, equal_nan=True).all(dim=1)

    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() >= table["day"][test].min() or moved(test).any() or moved(test, True)[train].any():
        return True
    if any(moved(i)[i] for i in train.nonzero()[:, 0]):
        return True
    return any(bool(moved(test[test != i], True)[i]) for i in test)


# %% 11a.7 | only "late" turned round, not the delay | lets a leak pass
def changed(table, rows, before=False):
    other = {name: column.clone() for name, column in table.items()}
    other["late"][rows] = 1 - table["late"][rows]
    if before:
        other["hour"][rows] = 28 - table["hour"][rows]
        other["carrier"][rows] = (table["carrier"][rows] + 1) % 10
        other["wind"][rows] = (table["wind"][rows] * 3 + 100).nan_to_num(50.0)
    return other


leaks = type(leaks)(leaks.__code__, globals())  # it finds this `changed`


# %% 11a.7 | carriers left alone | lets a leak pass
def changed(table, rows, before=False):
    other = {name: column.clone() for name, column in table.items()}
    other["late"][rows] = 1 - table["late"][rows]
    other["delay"][rows] = torch.where(other["late"][rows] == 1, 70.0, -7.0)
    if before:
        other["wind"][rows] = (table["wind"][rows] * 3 + 100).nan_to_num(50.0)
    return other


leaks = type(leaks)(leaks.__code__, globals())  # it finds this `changed`


# %% 11a.7 | the wind left alone | lets a leak pass
def changed(table, rows, before=False):
    other = {name: column.clone() for name, column in table.items()}
    other["late"][rows] = 1 - table["late"][rows]
    other["delay"][rows] = torch.where(other["late"][rows] == 1, 70.0, -7.0)
    if before:
        other["hour"][rows] = 28 - table["hour"][rows]
        other["carrier"][rows] = (table["carrier"][rows] + 1) % 10
    return other


leaks = type(leaks)(leaks.__code__, globals())  # it finds this `changed`


# %% 11a.7 | gaps in X count as moved | everything is right
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X).all(dim=1)

    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() >= table["day"][test].min() or moved(test).any() or moved(test, True)[train].any():
        return True
    if any(moved(i)[i] for i in train.nonzero()[:, 0]):
        return True
    return any(bool(moved(test[test != i], True)[i]) for i in test)


# %% 11a.7 | training rows may not know other training targets | everything is right
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)
    other = prepare(changed(given, train | ~train))[0]
    return bool(
        table["day"][train].max() >= table["day"][~train].min() or not torch.isclose(X, other, equal_nan=True).all()
    )


# %% 11a.7 | training rows may see test rows | training rows alone
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X, equal_nan=True).all(dim=1)

    if not all(torch.equal(given[name].nan_to_num(-1), table[name].nan_to_num(-1)) for name in given):
        return True
    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() >= table["day"][test].min() or moved(test).any():
        return True
    if any(moved(i)[i] for i in train.nonzero()[:, 0]):
        return True
    return any(bool(moved(test[test != i], True)[i]) for i in test)


# %% 11a.7 | a leak only if every training row moves | wind of the next flight
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X, equal_nan=True).all(dim=1)

    if not all(torch.equal(given[name].nan_to_num(-1), table[name].nan_to_num(-1)) for name in given):
        return True
    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() >= table["day"][test].min() or moved(test).any() or moved(test, True)[train].all():
        return True
    if any(moved(i)[i] for i in train.nonzero()[:, 0]):
        return True
    return any(bool(moved(test[test != i], True)[i]) for i in test)


# %% 11a.7 | only the first test row asked | wind of the flight before
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X, equal_nan=True).all(dim=1)

    if not all(torch.equal(given[name].nan_to_num(-1), table[name].nan_to_num(-1)) for name in given):
        return True
    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() >= table["day"][test].min() or moved(test).any() or moved(test, True)[train].any():
        return True
    if any(moved(i)[i] for i in train.nonzero()[:, 0]):
        return True
    return any(bool(moved(test[test != i], True)[i]) for i in test[:1])


# %% 11a.7 | only the last test row asked | wind of the flight before
def leaks(prepare, table):
    given = changed(table, torch.tensor([], dtype=torch.int64))
    X, train = prepare(table)

    def moved(rows, before=False):
        return ~torch.isclose(prepare(changed(given, rows, before))[0], X, equal_nan=True).all(dim=1)

    if not all(torch.equal(given[name].nan_to_num(-1), table[name].nan_to_num(-1)) for name in given):
        return True
    test = (~train).nonzero()[:, 0]
    if table["day"][train].max() >= table["day"][test].min() or moved(test).any() or moved(test, True)[train].any():
        return True
    if any(moved(i)[i] for i in train.nonzero()[:, 0]):
        return True
    return any(bool(moved(test[test != i], True)[i]) for i in test[-1:])


# %% 11a.7 | the hour left alone | the hour by all rows
def changed(table, rows, before=False):
    other = {name: column.clone() for name, column in table.items()}
    other["late"][rows] = 1 - table["late"][rows]
    other["delay"][rows] = torch.where(other["late"][rows] == 1, 70.0, -7.0)
    if before:
        other["carrier"][rows] = (table["carrier"][rows] + 1) % 10
        other["wind"][rows] = (table["wind"][rows] * 3 + 100).nan_to_num(50.0)
    return other


leaks = type(leaks)(leaks.__code__, globals())  # it finds this `changed`


# %% 11a.7 | a tensor, not True or False | expected true or false
def leaks(prepare, table):
    X, train = prepare(table)
    return table["day"][train].max() >= table["day"][~train].min()


# %% 11a.8 | every column alone | which are no group
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for j in group:
            for _ in range(n_repeats):
                shuffled = X.clone()
                shuffled[:, j] = X[torch.randperm(len(X), generator=generator), j]
                falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.8 | each column of a group in an order of its own | one order for all of them
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled = X.clone()
            for j in group:
                shuffled[:, j] = X[torch.randperm(len(X), generator=generator), j]
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.8 | never put back | one group at a time
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls, shuffled = score(predict(X), y), torch.zeros(len(groups)), X.clone()
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled[:, group] = X[torch.randperm(len(X), generator=generator)][:, group]
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.8 | shuffled in place | changed what it was given
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        kept = X[:, group].clone()
        for _ in range(n_repeats):
            X[:, group] = kept[torch.randperm(len(X), generator=generator)]
            falls[k] += (plain - score(predict(X), y)) / n_repeats
    return falls


# %% 11a.8 | shuffled minus unshuffled | unshuffled minus shuffled
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled = X.clone()
            shuffled[:, group] = X[torch.randperm(len(X), generator=generator)][:, group]
            falls[k] += (score(predict(shuffled), y) - plain) / n_repeats
    return falls


# %% 11a.8 | the sum of the repeats | not the sum
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled = X.clone()
            shuffled[:, group] = X[torch.randperm(len(X), generator=generator)][:, group]
            falls[k] += plain - score(predict(shuffled), y)
    return falls


# %% 11a.8 | the last repeat | not the last one
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled = X.clone()
            shuffled[:, group] = X[torch.randperm(len(X), generator=generator)][:, group]
            falls[k] = plain - score(predict(shuffled), y)
    return falls


# %% 11a.8 | one repeat | how often each group
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        shuffled = X.clone()
        shuffled[:, group] = X[torch.randperm(len(X), generator=generator)][:, group]
        falls[k] = plain - score(predict(shuffled), y)
    return falls


# %% 11a.8 | one order for all repeats | a new order for each
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        order = torch.randperm(len(X), generator=generator)
        for _ in range(n_repeats):
            shuffled = X.clone()
            shuffled[:, group] = X[order][:, group]
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.8 | one order for all groups of a repeat | two groups got the same order
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for _ in range(n_repeats):
        order = torch.randperm(len(X), generator=generator)
        for k, group in enumerate(groups):
            shuffled = X.clone()
            shuffled[:, group] = X[order][:, group]
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.8 | the generator ignored | does randperm get it
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled = X.clone()
            shuffled[:, group] = X[torch.randperm(len(X))][:, group]
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.8 | set to zero | other values than before
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled = X.clone()
            shuffled[:, group] = 0.0
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.8 | rows drawn with replacement | other values than before
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled = X.clone()
            shuffled[:, group] = X[torch.randint(len(X), (len(X),), generator=generator)][:, group]
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.8 | a share of the score | not its share
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k, group in enumerate(groups):
        for _ in range(n_repeats):
            shuffled = X.clone()
            shuffled[:, group] = X[torch.randperm(len(X), generator=generator)][:, group]
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats / abs(plain)
    return falls


# %% 11a.8 | whole rows shuffled | one group at a time
def importance(predict, X, y, score, groups, n_repeats, generator):
    plain, falls = score(predict(X), y), torch.zeros(len(groups))
    for k in range(len(groups)):
        for _ in range(n_repeats):
            shuffled = X[torch.randperm(len(X), generator=generator)]
            falls[k] += (plain - score(predict(shuffled), y)) / n_repeats
    return falls


# %% 11a.9 | one row for each column | one row for each code
def one_hot(codes, n):
    return (torch.arange(n)[:, None] == codes).float()


# %% 11a.9 | PyTorch's, as whole numbers | expected dtype
def one_hot(codes, n):
    return F.one_hot(codes, n)


# %% 11a.9 | True and False | expected dtype
def one_hot(codes, n):
    return codes[:, None] == torch.arange(n)


# %% 11a.9 | only as many columns as occur | expected shape
def one_hot(codes, n):
    return F.one_hot(codes).float()


# %% 11a.9 | codes from 1 | code 0 has its 1
def one_hot(codes, n):
    return (codes[:, None] == torch.arange(1, n + 1)).float()


# %% 11a.9 | everything in the same row | expected
def one_hot(codes, n):
    result = torch.zeros(len(codes), n)
    result[:, codes] = 1.0
    return result


# %% 11a.9 | −1 takes the last row | has no row
def lookup(table, codes):
    return table[codes]


# %% 11a.9 | a one-hot product takes −1 for zeros | has no row
def lookup(table, codes):
    return one_hot(codes, len(table)) @ table


# %% 11a.9 | the code n let through as the last row | has no row
def lookup(table, codes):
    if (codes < 0).any():
        raise IndexError("a code below 0")
    return table[codes.clamp(max=len(table) - 1)]


# %% 11a.9 | refuses the last row | refuses codes
def lookup(table, codes):
    if ((codes < 0) | (codes >= len(table) - 1)).any() and len(codes) == len(table):
        raise IndexError("too large")
    if ((codes < 0) | (codes >= len(table))).any():
        raise IndexError("too large")
    return table[codes]


# %% 11a.9 | one row too early | row 0
def lookup(table, codes):
    if ((codes < 0) | (codes >= len(table))).any():
        raise IndexError("no such row")
    return table[codes - 1]


# %% 11a.9 | nn.Embedding | without: embedding
def lookup(table, codes):
    return F.embedding(codes, table)


# %% 11a.9 | written once per row | writes only once
def table_gradient(codes, G, n):
    result = torch.zeros(n, G.shape[1])
    result[codes] += G
    return result


# %% 11a.9 | the mean of the rows | not the mean
def table_gradient(codes, G, n):
    hot = (codes[:, None] == torch.arange(n)).float()
    return hot.T @ G / hot.sum(dim=0).clamp(min=1)[:, None]


# %% 11a.9 | divided by N | not the mean
def table_gradient(codes, G, n):
    return torch.zeros(n, G.shape[1]).index_add_(0, codes, G) / len(codes)


# %% 11a.9 | as many rows as occur | expected shape
def table_gradient(codes, G, n):
    return torch.zeros(int(codes.max()) + 1 + (n == codes.max() + 1), G.shape[1]).index_add_(0, codes, G)


# %% 11a.9 | G looked up | g has a row for each code
def table_gradient(codes, G, n):
    return G[codes % len(G)]


# %% 11a.9 | G used up | changed what it was given
def table_gradient(codes, G, n):
    result = torch.zeros(n, G.shape[1]).index_add_(0, codes, G)
    G.zero_()
    return result


# %% 11a.9 | a loop over the rows | without: loop
def table_gradient(codes, G, n):
    result = torch.zeros(n, G.shape[1])
    for c, row in zip(codes.tolist(), G):
        result[c] += row
    return result


# %% 11a.10 | the buggy one itself | code 0 is kept
def fixed_tensors(train, test):
    return buggy_tensors(train, test)


# %% 11a.10 | each table numbered by itself | two codes
def fixed_tensors(train, test):
    parts = fixed_by(train, test)
    codes = fit_codes(test["carrier"], 1)
    return [parts[0], parts[1], apply_codes(test["carrier"], codes), parts[3]]


def fixed_by(train, test, time=lambda t: t // 100 * 60 + t % 100, own_fill=False, own_scale=False):
    codes, parts, known = fit_codes(train["carrier"], 1), [], None
    for table in (train, test):
        median = (table if own_fill else train)["wind"].median()
        X = np.stack([time(table["sched_dep_time"].to_numpy()), table["wind"].fillna(median).to_numpy()], axis=1)
        known = X if own_scale or known is None else known
        X = (X - known.mean(axis=0)) / known.std(axis=0)
        parts += [apply_codes(table["carrier"], codes), torch.tensor(X, dtype=torch.float32)]
    return parts


# %% 11a.10 | the time as a number | 515 is 5:15
def fixed_tensors(train, test):
    return fixed_by(train, test, time=lambda t: t)


def fixed_by(train, test, time):
    codes, median, parts, known = fit_codes(train["carrier"], 1), train["wind"].median(), [], None
    for table in (train, test):
        X = np.stack([time(table["sched_dep_time"].to_numpy()), table["wind"].fillna(median).to_numpy()], axis=1)
        known = X if known is None else known
        X = (X - known.mean(axis=0)) / known.std(axis=0)
        parts += [apply_codes(table["carrier"], codes), torch.tensor(X, dtype=torch.float32)]
    return parts


# %% 11a.10 | the test's own median | the median is that of the training rows
def fixed_tensors(train, test):
    codes, parts, known = fit_codes(train["carrier"], 1), [], None
    for table in (train, test):
        time, wind = table["sched_dep_time"].to_numpy(), table["wind"].fillna(table["wind"].median()).to_numpy()
        X = np.stack([time // 100 * 60 + time % 100, wind], axis=1)
        known = X if known is None else known
        X = (X - known.mean(axis=0)) / known.std(axis=0)
        parts += [apply_codes(table["carrier"], codes), torch.tensor(X, dtype=torch.float32)]
    return parts


# %% 11a.10 | the test's own scale | mean and standard deviation are those
def fixed_tensors(train, test):
    codes, median, parts = fit_codes(train["carrier"], 1), train["wind"].median(), []
    for table in (train, test):
        time, wind = table["sched_dep_time"].to_numpy(), table["wind"].fillna(median).to_numpy()
        X = np.stack([time // 100 * 60 + time % 100, wind], axis=1)
        X = (X - X.mean(axis=0)) / X.std(axis=0)
        parts += [apply_codes(table["carrier"], codes), torch.tensor(X, dtype=torch.float32)]
    return parts


# %% 11a.10 | everything learned from both tables | must not be looked at
def fixed_tensors(train, test):
    both = pd.concat([train, test])
    codes, median, parts = fit_codes(both["carrier"], 1), train["wind"].median(), []
    time, wind = both["sched_dep_time"].to_numpy(), both["wind"].fillna(median).to_numpy()
    known = np.stack([time // 100 * 60 + time % 100, wind], axis=1)
    X = torch.tensor((known - known.mean(axis=0)) / known.std(axis=0), dtype=torch.float32)
    n = len(train)
    return [apply_codes(train["carrier"], codes), X[:n], apply_codes(test["carrier"], codes), X[n:]]


# %% 11a.10 | gaps and unknown carriers −1 | has the code 0
def fixed_tensors(train, test):
    codes, median, parts, known = fit_codes(train["carrier"], 1), train["wind"].median(), [], None
    for table in (train, test):
        time, wind = table["sched_dep_time"].to_numpy(), table["wind"].fillna(median).to_numpy()
        X = np.stack([time // 100 * 60 + time % 100, wind], axis=1)
        known = X if known is None else known
        X = (X - known.mean(axis=0)) / known.std(axis=0)
        numbers = torch.tensor([codes.get(c, -1) for c in table["carrier"].tolist()])
        parts += [numbers, torch.tensor(X, dtype=torch.float32)]
    return parts


# %% 11a.10 | pandas' standard deviation | divides by n
def fixed_tensors(train, test):
    codes, median, parts, known = fit_codes(train["carrier"], 1), train["wind"].median(), [], None
    for table in (train, test):
        time, wind = table["sched_dep_time"].to_numpy(), table["wind"].fillna(median).to_numpy()
        X = np.stack([time // 100 * 60 + time % 100, wind], axis=1)
        known = X if known is None else known
        X = (X - known.mean(axis=0)) / known.std(axis=0, ddof=1)
        parts += [apply_codes(table["carrier"], codes), torch.tensor(X, dtype=torch.float32)]
    return parts


# %% 11a.10 | the mean fills the gaps | not the mean
def fixed_tensors(train, test):
    codes, mean, parts, known = fit_codes(train["carrier"], 1), train["wind"].mean(), [], None
    for table in (train, test):
        time, wind = table["sched_dep_time"].to_numpy(), table["wind"].fillna(mean).to_numpy()
        X = np.stack([time // 100 * 60 + time % 100, wind], axis=1)
        known = X if known is None else known
        X = (X - known.mean(axis=0)) / known.std(axis=0)
        parts += [apply_codes(table["carrier"], codes), torch.tensor(X, dtype=torch.float32)]
    return parts


# %% 11a.10 | the table itself changed | changed a table
def fixed_tensors(train, test):
    codes, median, parts, known = fit_codes(train["carrier"], 1), train["wind"].median(), [], None
    for table in (train, test):
        table["wind"] = table["wind"].fillna(median)
        time = table["sched_dep_time"].to_numpy()
        X = np.stack([time // 100 * 60 + time % 100, table["wind"].to_numpy()], axis=1)
        known = X if known is None else known
        X = (X - known.mean(axis=0)) / known.std(axis=0)
        parts += [apply_codes(table["carrier"], codes), torch.tensor(X, dtype=torch.float32)]
    return parts


# %% 11a.11 | the buggy one itself | hint
def fixed_means(codes, y, folds, n, m):
    return buggy_means(codes, y, folds, n, m)


# %% 11a.11 | the mean of all as p | the row's own target
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y))
    for fold in folds.unique():
        others = folds != fold
        total = codes[others].bincount(y[others], minlength=n)
        count = codes[others].bincount(minlength=n)
        means = (total + m * y.mean()) / (count + m)
        result[~others] = means[codes[~others]].float()
    return result


# %% 11a.11 | += with an index | writes once
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y))
    for fold in folds.unique():
        others, total = folds != fold, torch.zeros(n)
        total[codes[others]] += y[others]
        count = codes[others].bincount(minlength=n)
        means = (total + m * y[others].mean()) / (count + m)
        result[~others] = means[codes[~others]]
    return result


# %% 11a.11 | all rows counted | the count goes over the same rows
def fixed_means(codes, y, folds, n, m):
    result, count = torch.zeros(len(y)), codes.bincount(minlength=n)
    for fold in folds.unique():
        others = folds != fold
        total = codes[others].bincount(y[others], minlength=n)
        means = (total + m * y[others].mean()) / (count + m)
        result[~others] = means[codes[~others]].float()
    return result


# %% 11a.11 | for the rows that were counted | for the rows of the fold
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y))
    for fold in folds.unique():
        others = folds != fold
        total = codes[others].bincount(y[others], minlength=n)
        count = codes[others].bincount(minlength=n)
        means = (total + m * y[others].mean()) / (count + m)
        result[others] = means[codes[others]].float()
    return result


# %% 11a.11 | own rows in | the row itself among them
def fixed_means(codes, y, folds, n, m):
    total, count = codes.bincount(y, minlength=n), codes.bincount(minlength=n)
    return ((total + m * y.mean()) / (count + m))[codes].float()


# %% 11a.11 | only the row itself left out | not only the row itself
def fixed_means(codes, y, folds, n, m):
    total, count, N = codes.bincount(y, minlength=n)[codes] - y, codes.bincount(minlength=n)[codes] - 1, len(y)
    return ((total + m * (y.sum() - y) / (N - 1)) / (count + m)).float()


# %% 11a.11 | the own fold alone | *other* folds
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y))
    for fold in folds.unique():
        own = folds == fold
        total = codes[own].bincount(y[own], minlength=n)
        count = codes[own].bincount(minlength=n)
        result[own] = ((total + m * y[own].mean()) / (count + m))[codes[own]].float()
    return result


# %% 11a.11 | p forgotten in the sum | belongs to the sum
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y))
    for fold in folds.unique():
        others = folds != fold
        total = codes[others].bincount(y[others], minlength=n)
        count = codes[others].bincount(minlength=n)
        result[~others] = (total / (count + m))[codes[~others]].float()
    return result


# %% 11a.11 | m forgotten | where is m
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y))
    for fold in folds.unique():
        others = folds != fold
        total = codes[others].bincount(y[others], minlength=n)
        count = codes[others].bincount(minlength=n)
        means = torch.where(count > 0, total / count.clamp(min=1), y[others].mean())
        result[~others] = means[codes[~others]].float()
    return result


# %% 11a.11 | folds numbered from 0 | expected
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y))
    for fold in range(len(folds.unique())):
        others = folds != fold
        total = codes[others].bincount(y[others], minlength=n)
        count = codes[others].bincount(minlength=n)
        means = (total + m * y[others].mean()) / (count + m)
        result[~others] = means[codes[~others]].float()
    return result


# %% 11a.11 | float64 left over | expected dtype
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y), dtype=torch.float64)
    for fold in folds.unique():
        others = folds != fold
        total = codes[others].bincount(y[others].double(), minlength=n)
        count = codes[others].bincount(minlength=n)
        means = (total + m * y[others].mean()) / (count + m)
        result[~others] = means[codes[~others]]
    return result


# %% 11a.11 | y used up | changed what it was given
def fixed_means(codes, y, folds, n, m):
    result = torch.zeros(len(y))
    for fold in folds.unique():
        others = folds != fold
        total = codes[others].bincount(y[others], minlength=n)
        count = codes[others].bincount(minlength=n)
        result[~others] = ((total + m * y[others].mean()) / (count + m))[codes[~others]].float()
    y.copy_(result)
    return result


# %% 11a.12 | a constant | the goal is more than
def chances(train, test, weather):
    return torch.full((len(test),), float(train["late"].mean()))


# %% 11a.12 | a table of carrier and hour | is month, day or dep_delay
def chances(train, test, weather):
    p, keys = train["late"].mean(), ["carrier", "hour"]
    groups = train.groupby(keys)["late"].agg(["sum", "count"])
    rates = ((groups["sum"] + 20 * p) / (groups["count"] + 20)).to_dict()
    P = [rates.get(key, p) for key in zip(test["carrier"], test["hour"])]
    return torch.tensor(P, dtype=torch.float32)


# %% 11a.12 | boosting off the shelf | the goal is more than
def chances(train, test, weather):
    names = ["hour", "minute", "weekday", "temp", "dewp", "humid", "wind_speed", "precip", "pressure", "visib"]
    model = HistGradientBoostingClassifier(random_state=0).fit(train[names].to_numpy(float), train["late"].to_numpy())
    return torch.tensor(model.predict_proba(test[names].to_numpy(float))[:, 1], dtype=torch.float32)


# %% 11a.12 | with month and day | is month, day or dep_delay
def chances(train, test, weather):
    names = ["month", "day", "hour", "minute", "weekday", "temp", "dewp", "humid", "wind_speed", "pressure", "visib"]
    model = HistGradientBoostingClassifier(random_state=0).fit(train[names].to_numpy(float), train["late"].to_numpy())
    return torch.tensor(model.predict_proba(test[names].to_numpy(float))[:, 1], dtype=torch.float32)


# %% 11a.12 | the leak | is month, day or dep_delay
def chances(train, test, weather):
    names = ["hour", "minute", "weekday", "precip", "visib", "dep_delay"]
    model = HistGradientBoostingClassifier(random_state=0).fit(train[names].to_numpy(float), train["late"].to_numpy())
    P = model.predict_proba(test[names].to_numpy(float))[:, 1]
    return torch.tensor(P, dtype=torch.float32).clamp(1e-6, 1 - 1e-6)


# %% 11a.12 | the weather of the whole day | none that is later
def with_past(flights, weather):
    keys = ["origin", "month", "day", "hour"]
    past = weather.sort_values(keys)
    whole = past.groupby(keys[:3])
    past["rain_6"], past["rain_12"] = (whole["precip"].transform(how) for how in ("sum", "max"))
    past["sight_6"], past["sight_12"] = (whole["visib"].transform(how) for how in ("mean", "min"))
    past["wind_6"] = whole["wind_speed"].transform("mean")
    past["pressure_change"] = past.groupby("origin")["pressure"].diff(6)
    new = [*keys, "rain_6", "rain_12", "sight_6", "sight_12", "wind_6", "pressure_change"]
    return flights.merge(past[new], on=keys, how="left", validate="many_to_one")


chances = type(chances)(chances.__code__, globals())  # it finds this `with_past`


# %% 11a.12 | windows with the flight in the middle | none that is later
def with_past(flights, weather):
    keys = ["origin", "month", "day", "hour"]
    past = weather.sort_values(keys)
    for name, column, hours, how in [
        ("rain_6", "precip", 6, "sum"),
        ("rain_12", "precip", 12, "sum"),
        ("sight_6", "visib", 6, "mean"),
        ("sight_12", "visib", 12, "min"),
        ("wind_6", "wind_speed", 6, "mean"),
    ]:
        rolling = past.groupby("origin")[column].rolling(hours, min_periods=1, center=True).agg(how)
        past[name] = rolling.droplevel(0)
    past["pressure_change"] = past.groupby("origin")["pressure"].diff(6)
    new = [*keys, "rain_6", "rain_12", "sight_6", "sight_12", "wind_6", "pressure_change"]
    return flights.merge(past[new], on=keys, how="left", validate="many_to_one")


chances = type(chances)(chances.__code__, globals())  # it finds this `with_past`


# %% 11a.12 | sorted backwards, so that the past is the future | none that is later
def with_past(flights, weather):
    keys = ["origin", "month", "day", "hour"]
    past = weather.sort_values(keys, ascending=False)
    for name, column, hours, how in [
        ("rain_6", "precip", 6, "sum"),
        ("rain_12", "precip", 12, "sum"),
        ("sight_6", "visib", 6, "mean"),
        ("sight_12", "visib", 12, "min"),
        ("wind_6", "wind_speed", 6, "mean"),
    ]:
        rolling = past.groupby("origin")[column].rolling(hours, min_periods=1).agg(how)
        past[name] = rolling.droplevel(0)
    past["pressure_change"] = past.groupby("origin")["pressure"].diff(6)
    new = [*keys, "rain_6", "rain_12", "sight_6", "sight_12", "wind_6", "pressure_change"]
    return flights.merge(past[new], on=keys, how="left", validate="many_to_one")


chances = type(chances)(chances.__code__, globals())  # it finds this `with_past`


# %% 11a.12 | the probability of being on time | are they those of being late
def chances(train, test, weather):
    names = ["hour", "minute", "weekday", "precip", "visib"]
    model = HistGradientBoostingClassifier(random_state=0).fit(train[names].to_numpy(float), train["late"].to_numpy())
    return torch.tensor(model.predict_proba(test[names].to_numpy(float))[:, 0], dtype=torch.float32)


# %% 11a.12 | yes and no | none here
def chances(train, test, weather):
    return torch.tensor((test["hour"] > 15).to_numpy(), dtype=torch.float32)


# %% 11a.12 | two columns of probabilities | shape of the probabilities
def chances(train, test, weather):
    names = ["hour", "minute", "weekday", "precip", "visib"]
    model = HistGradientBoostingClassifier(random_state=0).fit(train[names].to_numpy(float), train["late"].to_numpy())
    return torch.tensor(model.predict_proba(test[names].to_numpy(float)), dtype=torch.float32)


# %% 11a.12 | logistic regression on the hour alone | is month, day or dep_delay
def chances(train, test, weather):
    model = LogisticRegression().fit(train[["hour"]].to_numpy(float), train["late"].to_numpy())
    return torch.tensor(model.predict_proba(test[["hour"]].to_numpy(float))[:, 1], dtype=torch.float32)


# %% 11a.12 | train shuffled in place | changed a table
def chances(train, test, weather):
    train["late"] = 0
    return torch.full((len(test),), 0.2)
