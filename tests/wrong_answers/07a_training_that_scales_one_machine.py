# Wrong answers to the exercises of chapter 07a: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 07a.1 | mixed taken for half of everything, on paper | stay in 32 bits
per_parameter = (16, 8, 6, 8)


# %% 07a.1 | one copy of the weights, on paper | two copies of each weight
per_parameter = (16, 12, 8, 8)


# %% 07a.1 | gradients forgotten, on paper | and the gradient
per_parameter = (12, 12, 8, 4)


# %% 07a.1 | numbers in place of bytes, on paper | in bytes
per_parameter = (4, 4, 3, 2)


# %% 07a.1 | the example learned by heart | item 0
def training_bytes(sizes, batch, optimizer, mixed):
    return (192, 64, 0, 64) if mixed else (128, 128, 256, 128)


# %% 07a.1 | biases forgotten | has a bias
def training_bytes(sizes, batch, optimizer, mixed):
    n = sum(a * b for a, b in zip(sizes, sizes[1:]))
    kept, small = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer], 2 if mixed else 4
    return (6 if mixed else 4) * n, small * n, 4 * kept * n, small * batch * sum(sizes[:-1])


# %% 07a.1 | the master weights forgotten | two copies of the weights
def training_bytes(sizes, batch, optimizer, mixed):
    n, small = sum(a * b + b for a, b in zip(sizes, sizes[1:])), 2 if mixed else 4
    kept = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer]
    return small * n, small * n, small * kept * n, small * batch * sum(sizes[:-1])


# %% 07a.1 | gradients in float32 | item 1
def training_bytes(sizes, batch, optimizer, mixed):
    n = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    kept, small = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer], 2 if mixed else 4
    return (6 if mixed else 4) * n, 4 * n, 4 * kept * n, small * batch * sum(sizes[:-1])


# %% 07a.1 | the last layer's output counted | output of the last layer
def training_bytes(sizes, batch, optimizer, mixed):
    n = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    kept, small = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer], 2 if mixed else 4
    return (6 if mixed else 4) * n, small * n, 4 * kept * n, small * batch * sum(sizes)


# %% 07a.1 | X forgotten | X is saved, too
def training_bytes(sizes, batch, optimizer, mixed):
    n = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    kept, small = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer], 2 if mixed else 4
    return (6 if mixed else 4) * n, small * n, 4 * kept * n, small * batch * sum(sizes[1:-1])


# %% 07a.1 | outputs in place of inputs | what goes into a layer
def training_bytes(sizes, batch, optimizer, mixed):
    n = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    kept, small = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer], 2 if mixed else 4
    return (6 if mixed else 4) * n, small * n, 4 * kept * n, small * batch * sum(sizes[1:])


# %% 07a.1 | hidden layers counted twice | count it once
def training_bytes(sizes, batch, optimizer, mixed):
    n = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    kept, small = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer], 2 if mixed else 4
    saved = sum(sizes[:-1]) + sum(sizes[1:-1])
    return (6 if mixed else 4) * n, small * n, 4 * kept * n, small * batch * saved


# %% 07a.1 | the batch forgotten | how many are in the batch
def training_bytes(sizes, batch, optimizer, mixed):
    n = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    kept, small = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer], 2 if mixed else 4
    return (6 if mixed else 4) * n, small * n, 4 * kept * n, small * sum(sizes[:-1])


# %% 07a.1 | the list of sizes used up | changed the list
def training_bytes(sizes, batch, optimizer, mixed):
    saved, n, a = 0, 0, sizes.pop(0)
    while sizes:
        b = sizes.pop(0)
        saved, n, a = saved + a, n + a * b + b, b
    kept, small = {"SGD": 0, "momentum": 1, "AdamW": 2}[optimizer], 2 if mixed else 4
    return (6 if mixed else 4) * n, small * n, 4 * kept * n, small * batch * saved


# %% 07a.1 | the optimizer ignored | SGD keeps nothing
def training_bytes(sizes, batch, optimizer, mixed):
    n = sum(a * b + b for a, b in pairwise(sizes))
    s = 2 if mixed else 4
    return 4 * n + (2 * n if mixed else 0), s * n, 8 * n, s * batch * sum(sizes[:-1])


# %% 07a.2 | mean of the means | smaller part has to count less
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        parts = list(zip(X_batch.split(part_size), y_batch.split(part_size)))
        total = 0.0
        for X_part, y_part in parts:
            loss = F.cross_entropy(model(X_part), y_part) / len(parts)
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | sum of the means | not divided
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part)
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | divided by the size of a full batch | fewer samples than batch_size
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part, reduction="sum") / batch_size
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | sum over the samples | sum over the samples
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part, reduction="sum")
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | zeroed before each part | set to zero too often
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(X_part), y_part) * len(y_part) / len(y_batch)
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | zeroed behind the step only | came with are still in
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part) * len(y_part) / len(y_batch)
            loss.backward()
            total += loss.item()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(total)
    return losses


# %% 07a.2 | zeroed once at the start | of the batch before
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    optimizer.zero_grad()
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part) * len(y_part) / len(y_batch)
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | the whole batch at once | at once
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        loss = F.cross_entropy(model(X_batch), y_batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 07a.2 | one backward pass for all parts | call backward() for each part
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        logits = torch.cat([model(part) for part in X_batch.split(part_size)])
        loss = F.cross_entropy(logits, y_batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 07a.2 | a step behind each part | one for each batch
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part) * len(y_part) / len(y_batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total)
    return losses


# %% 07a.2 | a step when a count is exceeded, as in a famous course | one for each batch
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses, count, total = [], 0, 0.0
    optimizer.zero_grad()
    for X_part, y_part in zip(X.split(part_size), y.split(part_size)):
        loss = F.cross_entropy(model(X_part), y_part)
        loss.backward()
        count, total = count + len(y_part), total + loss.item()
        if count > batch_size:
            optimizer.step()
            optimizer.zero_grad()
            losses.append(total)
            count, total = 0, 0.0
    return losses


# %% 07a.2 | the last batch left out | is a part, and a batch, as well
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for start in range(0, len(y) - batch_size + 1, batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        optimizer.zero_grad()
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part) * len(y_part) / len(y_batch)
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | the last part left out | is a part, and a batch, as well
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        total = 0.0
        for i in range(max(1, len(y_batch) // part_size)):
            rows = slice(i * part_size, (i + 1) * part_size)
            loss = F.cross_entropy(model(X_batch[rows]), y_batch[rows]) * len(y_batch[rows]) / len(y_batch)
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | the loss of the last part | the losses
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part)
            (loss * len(y_part) / len(y_batch)).backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% 07a.2 | losses that hold graphs | expected float, got tensor
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for X_batch, y_batch in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        total = 0.0
        for X_part, y_part in zip(X_batch.split(part_size), y_batch.split(part_size)):
            loss = F.cross_entropy(model(X_part), y_part) * len(y_part) / len(y_batch)
            loss.backward()
            total += loss
        optimizer.step()
        losses.append(total)
    return losses


# %% 07a.2 | the losses after the step, by another pass | each goes through once
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for Xb, yb in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        for Xp, yp in zip(Xb.split(part_size), yb.split(part_size)):
            loss = F.cross_entropy(model(Xp), yp) * len(yp) / len(yb)
            loss.backward()
        optimizer.step()
        with torch.no_grad():
            losses.append(
                sum(
                    F.cross_entropy(model(Xp), yp, reduction="sum").item()
                    for Xp, yp in zip(Xb.split(part_size), yb.split(part_size))
                )
                / len(yb)
            )
    return losses


# %% 07a.2 | each part taken for a full one | fewer samples than part_size
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for Xb, yb in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        t = 0
        for Xp, yp in zip(Xb.split(part_size), yb.split(part_size)):
            loss = F.cross_entropy(model(Xp), yp) * part_size / len(yb)
            loss.backward()
            t += loss.item()
        optimizer.step()
        losses.append(t)
    return losses


# %% 07a.2 | divided by the size of the data | not over all that are in X
def accumulate(model, optimizer, X, y, batch_size, part_size):
    losses = []
    for Xb, yb in zip(X.split(batch_size), y.split(batch_size)):
        optimizer.zero_grad()
        t = 0
        for Xp, yp in zip(Xb.split(part_size), yb.split(part_size)):
            loss = F.cross_entropy(model(Xp), yp, reduction="sum") / len(y)
            loss.backward()
            t += loss.item()
        optimizer.step()
        losses.append(t)
    return losses


# %% 07a.3 | divided in float16 | lose their digits
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [(g / scaler["scale"]).float() for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | clipped before it is divided | divided by the scale
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g / scaler["scale"]
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | a norm for each tensor | one norm for all
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        for w, g in zip(master, gradients):
            g = g.float() / scaler["scale"]
            w -= lr * (max_norm / g.norm()).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | never clipped | are not clipped
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        for w, g in zip(master, gradients):
            w -= lr * g.float() / scaler["scale"]
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | always brought to max_norm | below max_norm stay
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm().clamp(min=1e-30)
        for w, g in zip(master, true):
            w -= lr * max_norm / norm * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | gradients of 0 divided by their norm | values differ
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * g / norm * norm.clamp(max=max_norm)
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | not divided by the scale | divide by the scale
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        norm = torch.cat([g.float().flatten() for g in gradients]).norm()
        for w, g in zip(master, gradients):
            w -= lr * (max_norm / norm).clamp(max=1) * g.float()
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | the float16 weights updated | swallow small changes
def mixed_step(master, gradients, scaler, lr, max_norm):
    half = [w.half() for w in master]
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, h, g in zip(master, half, true):
            h -= (lr * (max_norm / norm).clamp(max=1) * g).half()
            w.copy_(h)
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return half


# %% 07a.3 | only the first tensor is looked at | no weight may move
def mixed_step(master, gradients, scaler, lr, max_norm):
    if gradients[0].isfinite().all():
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | only inf is looked for, not nan | no weight may move
def mixed_step(master, gradients, scaler, lr, max_norm):
    if not any(g.isinf().any() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | only the bad tensor is skipped | no weight may move
def mixed_step(master, gradients, scaler, lr, max_norm):
    bad = False
    norm = torch.cat([g.flatten() for g in gradients if g.isfinite().all()]).float().norm() / scaler["scale"]
    for w, g in zip(master, gradients):
        if g.isfinite().all():
            w -= lr * (max_norm / norm).clamp(max=1) * g.float() / scaler["scale"]
        else:
            bad = True
    scaler["good"] += 1
    if bad:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    elif scaler["good"] == scaler["growth_after"]:
        scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    return [w.half() for w in master]


# %% 07a.3 | inf and nan set to 0 | no weight may move
def mixed_step(master, gradients, scaler, lr, max_norm):
    true = [torch.nan_to_num(g.float(), 0.0, 0.0, 0.0) / scaler["scale"] for g in gradients]
    norm = torch.cat([g.flatten() for g in true]).norm()
    for w, g in zip(master, true):
        w -= lr * (max_norm / norm).clamp(max=1) * g
    scaler["good"] += 1
    if not all(g.isfinite().all() for g in gradients):
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    elif scaler["good"] == scaler["growth_after"]:
        scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    return [w.half() for w in master]


# %% 07a.3 | a norm in float16 asks whether all is finite | nothing has moved
def mixed_step(master, gradients, scaler, lr, max_norm):
    if torch.stack([g.square().sum() for g in gradients]).isfinite().all():
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | the scale doubled after a bad step | halved after a bad step
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] * 2, 0
    return [w.half() for w in master]


# %% 07a.3 | good steps not counted anew after a bad one | begins at 0 again
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"] /= 2
    return [w.half() for w in master]


# %% 07a.3 | one good step too many | to change in this step
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] > scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | gradients divided in place | changed the gradients
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        for g in gradients:
            g /= scaler["scale"]
        norm = torch.cat([g.float().flatten() for g in gradients]).norm()
        for w, g in zip(master, gradients):
            w -= lr * (max_norm / norm).clamp(max=1) * g.float()
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | new weights in the list | the list of weights was changed
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for i, g in enumerate(true):
            master[i] = master[i] - lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.half() for w in master]


# %% 07a.3 | the float32 weights returned | expected dtype
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(g.isfinite().all() for g in gradients):
        true = [g.float() / scaler["scale"] for g in gradients]
        norm = torch.cat([g.flatten() for g in true]).norm()
        for w, g in zip(master, true):
            w -= lr * (max_norm / norm).clamp(max=1) * g
        scaler["good"] += 1
        if scaler["good"] == scaler["growth_after"]:
            scaler["scale"], scaler["good"] = 2 * scaler["scale"], 0
    else:
        scaler["scale"], scaler["good"] = scaler["scale"] / 2, 0
    return [w.clone() for w in master]


# %% 07a.3 | the scale doubled before it is used | doubled behind the step
def mixed_step(master, gradients, scaler, lr, max_norm):
    if all(bool(torch.isfinite(g).all()) for g in gradients):
        scaler["good"] += 1
        if scaler["good"] >= scaler["growth_after"]:
            scaler["scale"] *= 2
            scaler["good"] = 0
        gs = [g.to(torch.float32) / scaler["scale"] for g in gradients]
        norm = math.sqrt(sum((g**2).sum().item() for g in gs))
        if norm > max_norm:
            gs = [g * max_norm / norm for g in gs]
        for w, g in zip(master, gs):
            w -= lr * g
    else:
        scaler["scale"] /= 2
        scaler["good"] = 0
    return [w.half() for w in master]


# %% 07a.4 | a norm for each tensor | not one for each tensor
def clip_norm_(parameters, max_norm):
    norms = []
    for p in parameters:
        if p.grad is not None:
            norms.append(p.grad.norm().item())
            if norms[-1] > max_norm:
                p.grad *= max_norm / norms[-1]
    return math.sqrt(sum(n**2 for n in norms))


# %% 07a.4 | always brought to max_norm | never longer
def clip_norm_(parameters, max_norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    for g in gradients:
        g *= max_norm / max(norm, 1e-12)
    return norm


# %% 07a.4 | the generator walked through twice | empty the second time
def clip_norm_(parameters, max_norm):
    norm = math.sqrt(sum(p.grad.square().sum().item() for p in parameters if p.grad is not None))
    for p in parameters:
        if p.grad is not None and norm > max_norm:
            p.grad *= max_norm / norm
    return norm


# %% 07a.4 | not in place | nothing has changed
def clip_norm_(parameters, max_norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if norm > max_norm:
        gradients = [g * max_norm / norm for g in gradients]
    return norm


# %% 07a.4 | the root forgotten | the root of the sum of squares
def clip_norm_(parameters, max_norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = sum(g.square().sum().item() for g in gradients)
    for g in gradients:
        g *= min(1.0, max_norm / max(norm, 1e-12))
    return norm


# %% 07a.4 | norms added up | add squares
def clip_norm_(parameters, max_norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = sum(g.norm().item() for g in gradients)
    for g in gradients:
        g *= min(1.0, max_norm / max(norm, 1e-12))
    return norm


# %% 07a.4 | the norm afterwards | the norm before
def clip_norm_(parameters, max_norm):
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if norm > max_norm:
        for g in gradients:
            g *= max_norm / norm
    return min(norm, max_norm)


# %% 07a.4 | the parameters clipped | the parameters themselves
def clip_norm_(parameters, max_norm):
    parameters = list(parameters)
    norm = math.sqrt(sum(p.grad.square().sum().item() for p in parameters if p.grad is not None))
    with torch.no_grad():
        for p in parameters:
            if norm > max_norm:
                p *= max_norm / norm
    return norm


# %% 07a.4 | parameters without a gradient | your code raised AttributeError
def clip_norm_(parameters, max_norm):
    gradients = [p.grad for p in parameters]
    norm = math.sqrt(sum(g.square().sum().item() for g in gradients))
    if norm > max_norm:
        for g in gradients:
            g *= max_norm / norm
    return norm


# %% 07a.4 | the library's own | asks you to do without
def clip_norm_(parameters, max_norm):
    return nn.utils.clip_grad_norm_(parameters, max_norm).item()


# %% 07a.4 | only large numbers are cut | negative numbers are cut as well
def clip_value_(parameters, limit):
    cut = 0
    for p in parameters:
        if p.grad is not None:
            cut += (p.grad.abs() > limit).sum().item()
            p.grad.clamp_(max=limit)
    return cut


# %% 07a.4 | clamp without its underscore | nothing has changed
def clip_value_(parameters, limit):
    cut = 0
    for p in parameters:
        if p.grad is not None:
            cut += (p.grad.abs() > limit).sum().item()
            p.grad.clamp(-limit, limit)
    return cut


# %% 07a.4 | counted after cutting | before anything was cut
def clip_value_(parameters, limit):
    cut = 0
    for p in parameters:
        if p.grad is not None:
            p.grad.clamp_(-limit, limit)
            cut += (p.grad.abs() > limit).sum().item()
    return cut


# %% 07a.4 | large positive numbers counted only | before anything was cut
def clip_value_(parameters, limit):
    cut = 0
    for p in parameters:
        if p.grad is not None:
            cut += (p.grad > limit).sum().item()
            p.grad.clamp_(-limit, limit)
    return cut


# %% 07a.4 | what is as large as the limit is counted | is not cut
def clip_value_(parameters, limit):
    gradients = [p.grad for p in parameters if p.grad is not None]
    cut = sum((g.abs() >= limit).sum().item() for g in gradients)
    for g in gradients:
        g.clamp_(-limit, limit)
    return cut


# %% 07a.4 | tensors counted, not numbers | in all gradients together
def clip_value_(parameters, limit):
    n = 0
    for p in parameters:
        if p.grad is not None:
            n += bool((p.grad.abs() > limit).any())
            p.grad.clamp_(-limit, limit)
    return n


# %% 07a.5 | the last weights copied | the last update
class EMA:
    def __init__(self, model, decay):
        self.model = copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        self.model.load_state_dict(model.state_dict())

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | begun with the first weights | before the first update are mixed in
class EMA:
    def __init__(self, model, decay):
        self.decay, self.model = decay, copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            mine.copy_(self.decay * mine + (1 - self.decay) * new if new.is_floating_point() else new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | begun with zeros | start-up correction is missing
class EMA:
    def __init__(self, model, decay):
        self.decay, self.model = decay, copy.deepcopy(model).eval().requires_grad_(False)
        for t in self.model.state_dict().values():
            t.zero_()

    def update(self, model):
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            mine.copy_(self.decay * mine + (1 - self.decay) * new if new.is_floating_point() else new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | begun with the first update, without correction | first weights count too much
class EMA:
    def __init__(self, model, decay):
        self.decay, self.k, self.model = decay, 0, copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        d, self.k = (self.decay if self.k else 0.0), self.k + 1
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            mine.copy_(d * mine + (1 - d) * new if new.is_floating_point() else new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | the plain mean | older weights count less
class EMA:
    def __init__(self, model, decay):
        self.k, self.model = 0, copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        self.k += 1
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            mine.copy_(mine + (new - mine) / self.k if new.is_floating_point() else new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | the oldest counts most | not the oldest
class EMA:
    def __init__(self, model, decay):
        self.decay, self.states, self.model = decay, [], copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        self.states.append({name: t.clone() for name, t in model.state_dict().items()})

    def averaged(self):
        new, shares = copy.deepcopy(self.model), [self.decay**i for i in range(len(self.states))]
        for name, t in new.state_dict().items():
            mean = sum(s * state[name] for s, state in zip(shares, self.states)) / sum(shares)
            t.copy_(mean if t.is_floating_point() else self.states[-1][name])
        return new


# %% 07a.5 | parameters only | running statistics are averaged, too
class EMA:
    def __init__(self, model, decay):
        self.decay, self.total, self.model = decay, 0.0, copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        self.total = self.decay * self.total + 1
        for mine, new in zip(self.model.parameters(), model.parameters()):
            mine += (new.detach() - mine) / self.total
        for mine, new in zip(self.model.buffers(), model.buffers()):
            mine.copy_(new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | counters averaged | counter is that of the last update
class EMA:
    def __init__(self, model, decay):
        self.decay, self.total, self.model = decay, 0.0, copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        self.total = self.decay * self.total + 1
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            if new.is_floating_point():
                mine.copy_(mine + (new - mine) / self.total)
            elif self.total == 1:
                mine.copy_(new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | frozen parameters left out | values differ
class EMA:
    def __init__(self, model, decay):
        self.decay, self.total, self.model = decay, 0.0, copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        self.total, learns = (
            self.decay * self.total + 1,
            {n for n, p in model.named_parameters() if not p.requires_grad},
        )
        for (name, mine), new in zip(self.model.state_dict().items(), model.state_dict().values()):
            if name not in learns:
                mine.copy_(mine + (new - mine) / self.total if new.is_floating_point() else new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | the model itself kept | has changed
class EMA:
    def __init__(self, model, decay):
        self.decay, self.total, self.model = decay, 0.0, model

    def update(self, model):
        self.total = self.decay * self.total + 1
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            mine.copy_(mine + (new - mine) / self.total if new.is_floating_point() else new)

    def averaged(self):
        return self.model.eval()


# %% 07a.5 | the same model returned each time | changed with the new update
class EMA:
    def __init__(self, model, decay):
        self.decay, self.total, self.model = decay, 0.0, copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        self.total = self.decay * self.total + 1
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            mine.copy_(mine + (new - mine) / self.total if new.is_floating_point() else new)

    def averaged(self):
        return self.model


# %% 07a.5 | a graph is kept | holds a graph
class EMA:
    def __init__(self, model, decay):
        self.decay, self.total, self.model = decay, 0.0, copy.deepcopy(model)
        self.sums = [torch.zeros_like(p) for p in model.parameters()]

    def update(self, model):
        self.total = self.decay * self.total + 1
        self.sums = [s + (p - s) / self.total for s, p in zip(self.sums, model.parameters())]
        self.buffers = [b.clone() for b in model.buffers()]

    def averaged(self):
        new = copy.deepcopy(self.model).eval().requires_grad_(False)
        for p, s in zip(new.parameters(), self.sums):
            p.copy_(s.detach())
        return new


# %% 07a.5 | left in training mode | evaluation mode
class EMA:
    def __init__(self, model, decay):
        self.decay, self.total, self.model = decay, 0.0, copy.deepcopy(model).train().requires_grad_(False)

    def update(self, model):
        self.total = self.decay * self.total + 1
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            mine.copy_(mine + (new - mine) / self.total if new.is_floating_point() else new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | asks for gradients | asks for a gradient
class EMA:
    def __init__(self, model, decay):
        self.decay, self.total, self.model = decay, 0.0, copy.deepcopy(model).eval()

    def update(self, model):
        self.total = self.decay * self.total + 1
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            mine.copy_(mine + (new - mine) / self.total if new.is_floating_point() else new)

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | states kept without copies | the last update
class EMA:
    def __init__(self, model, decay):
        self.decay, self.states, self.model = decay, [], copy.deepcopy(model).eval().requires_grad_(False)

    def update(self, model):
        self.states.append(model.state_dict())

    def averaged(self):
        new, shares = copy.deepcopy(self.model), [self.decay**i for i in range(len(self.states))][::-1]
        for name, t in new.state_dict().items():
            mean = sum(s * state[name] for s, state in zip(shares, self.states)) / sum(shares)
            t.copy_(mean if t.is_floating_point() else self.states[-1][name])
        return new


# %% 07a.5 | nothing kept | holds nothing
class EMA:
    def __init__(self, model, decay):
        pass

    def update(self, model):
        self.model = model

    def averaged(self):
        return copy.deepcopy(self.model)


# %% 07a.5 | update looks at the model of the start | the model that update is given
class EMA:
    def __init__(self, model, decay):
        self.model, self.decay, self.states = model, decay, []

    def update(self, model):
        self.states.append(copy.deepcopy(self.model.state_dict()))

    def averaged(self):
        k = len(self.states)
        out = copy.deepcopy(self.model)
        shares = [self.decay ** (k - 1 - i) for i in range(k)]
        new = {}
        for name, last in self.states[-1].items():
            new[name] = last
            if last.is_floating_point():
                new[name] = sum(s * st[name] for s, st in zip(shares, self.states)) / sum(shares)
        out.load_state_dict(new)
        for p in out.parameters():
            p.requires_grad = False
        return out.eval()


# %% 07a.6 | works on the model itself | is not what it was before
def find_rates(model, optimizer, batches, rates):
    model.train()
    losses = []
    for (X, y), rate in zip(batches, rates):
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = F.cross_entropy(model(X), y)
        losses.append(loss.item())
        if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


# %% 07a.6 | only the model's state is put back | is not what it was before
def find_rates(model, optimizer, batches, rates):
    before = copy.deepcopy(model.state_dict())
    model.train()
    losses = []
    for (X, y), rate in zip(batches, rates):
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = F.cross_entropy(model(X), y)
        losses.append(loss.item())
        if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.load_state_dict(before)
    return losses


# %% 07a.6 | state_dict without a copy | the numbers of
def find_rates(model, optimizer, batches, rates):
    before, steps = model.state_dict(), optimizer.state_dict()
    modes, gradients = [(part, part.training) for part in model.modules()], [p.grad for p in model.parameters()]
    losses = []
    with torch.random.fork_rng():
        model.train()
        for (X, y), rate in zip(batches, rates):
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = F.cross_entropy(model(X), y)
            losses.append(loss.item())
            if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.load_state_dict(before)
    optimizer.load_state_dict(steps)
    for part, mode in modes:
        part.training = mode
    for p, gradient in zip(model.parameters(), gradients):
        p.grad = gradient
    return losses


# %% 07a.6 | copied in two calls | copy both in one call
def find_rates(model, optimizer, batches, rates):
    model, optimizer = copy.deepcopy(model), copy.deepcopy(optimizer)
    model.train()
    losses = []
    with torch.random.fork_rng():
        for (X, y), rate in zip(batches, rates):
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = F.cross_entropy(model(X), y)
            losses.append(loss.item())
            if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses


# %% 07a.6 | the random generator forgotten | the state of the random generator
def find_rates(model, optimizer, batches, rates):
    model, optimizer = copy.deepcopy((model, optimizer))
    model.train()
    losses = []
    for (X, y), rate in zip(batches, rates):
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = F.cross_entropy(model(X), y)
        losses.append(loss.item())
        if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


# %% 07a.6 | all put back, but the mode as one | the mode of part
def find_rates(model, optimizer, batches, rates):
    before, steps, training = copy.deepcopy(model.state_dict()), copy.deepcopy(optimizer.state_dict()), model.training
    gradients = [None if p.grad is None else p.grad.clone() for p in model.parameters()]
    losses = []
    with torch.random.fork_rng():
        try:
            model.train()
            for (X, y), rate in zip(batches, rates):
                for group in optimizer.param_groups:
                    group["lr"] = rate
                loss = F.cross_entropy(model(X), y)
                losses.append(loss.item())
                if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                    break
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        finally:
            model.load_state_dict(before)
            optimizer.load_state_dict(steps)
            model.train(training)
            for p, gradient in zip(model.parameters(), gradients):
                p.grad = gradient
    return losses


# %% 07a.6 | gradients left behind | the .grad of
def find_rates(model, optimizer, batches, rates):
    before, steps = copy.deepcopy(model.state_dict()), copy.deepcopy(optimizer.state_dict())
    modes = [(part, part.training) for part in model.modules()]
    losses = []
    with torch.random.fork_rng():
        try:
            model.train()
            for (X, y), rate in zip(batches, rates):
                for group in optimizer.param_groups:
                    group["lr"] = rate
                loss = F.cross_entropy(model(X), y)
                losses.append(loss.item())
                if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                    break
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        finally:
            model.load_state_dict(before)
            optimizer.load_state_dict(steps)
            for part, mode in modes:
                part.training = mode
    return losses


# %% 07a.6 | not put back after an error | after an error
def find_rates(model, optimizer, batches, rates):
    before, steps = copy.deepcopy(model.state_dict()), copy.deepcopy(optimizer.state_dict())
    modes = [(part, part.training) for part in model.modules()]
    gradients = [None if p.grad is None else p.grad.clone() for p in model.parameters()]
    losses, generator = [], torch.get_rng_state()
    model.train()
    for (X, y), rate in zip(batches, rates):
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = F.cross_entropy(model(X), y)
        losses.append(loss.item())
        if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.load_state_dict(before)
    optimizer.load_state_dict(steps)
    torch.set_rng_state(generator)
    for part, mode in modes:
        part.training = mode
    for p, gradient in zip(model.parameters(), gradients):
        p.grad = gradient
    return losses


# %% 07a.6 | an error swallowed | kept it to itself
def find_rates(model, optimizer, batches, rates):
    model, optimizer = copy.deepcopy((model, optimizer))
    model.train()
    losses = []
    with torch.random.fork_rng():
        for (X, y), rate in zip(batches, rates):
            for group in optimizer.param_groups:
                group["lr"] = rate
            try:
                loss = F.cross_entropy(model(X), y)
            except Exception:
                return losses
            losses.append(loss.item())
            if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses


# %% 07a.6 | a new optimizer | a step with this rate
def find_rates(model, optimizer, batches, rates):
    model = copy.deepcopy(model).train()
    optimizer = type(optimizer)([p for p in model.parameters() if p.requires_grad], lr=0.1)
    losses = []
    with torch.random.fork_rng():
        for (X, y), rate in zip(batches, rates):
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = F.cross_entropy(model(X), y)
            losses.append(loss.item())
            if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses


# %% 07a.6 | one group gets the rate | all parameter groups
def find_rates(model, optimizer, batches, rates):
    model, optimizer = copy.deepcopy((model, optimizer))
    model.train()
    losses = []
    with torch.random.fork_rng():
        for (X, y), rate in zip(batches, rates):
            optimizer.param_groups[0]["lr"] = rate
            loss = F.cross_entropy(model(X), y)
            losses.append(loss.item())
            if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses


# %% 07a.6 | modes as they came | training mode
def find_rates(model, optimizer, batches, rates):
    model, optimizer = copy.deepcopy((model, optimizer))
    losses = []
    with torch.random.fork_rng():
        for (X, y), rate in zip(batches, rates):
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = F.cross_entropy(model(X), y)
            losses.append(loss.item())
            if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses


# %% 07a.6 | goes on to the end | it has to stop
def find_rates(model, optimizer, batches, rates):
    model, optimizer = copy.deepcopy((model, optimizer))
    model.train()
    losses = []
    with torch.random.fork_rng():
        for (X, y), rate in zip(batches, rates):
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = F.cross_entropy(model(X), y)
            losses.append(loss.item())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses


# %% 07a.6 | the last loss left out | is the last one in the list
def find_rates(model, optimizer, batches, rates):
    model, optimizer = copy.deepcopy((model, optimizer))
    model.train()
    losses = []
    with torch.random.fork_rng():
        for (X, y), rate in zip(batches, rates):
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = F.cross_entropy(model(X), y)
            if not math.isfinite(loss.item()) or loss.item() > 4 * min([*losses, math.inf]):
                break
            losses.append(loss.item())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses


# %% 07a.6 | one batch for all rates | each rate has its own batch
def find_rates(model, optimizer, batches, rates):
    model, optimizer = copy.deepcopy((model, optimizer))
    model.train()
    losses, (X, y) = [], batches[0]
    with torch.random.fork_rng():
        for rate in rates:
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = F.cross_entropy(model(X), y)
            losses.append(loss.item())
            if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses


# %% 07a.6 | a rate for each batch | IndexError
def find_rates(model, optimizer, batches, rates):
    losses = []
    with torch.random.fork_rng():
        m, o = copy.deepcopy((model, optimizer))
        m.train()
        for i, (X, y) in enumerate(batches):
            for g in o.param_groups:
                g["lr"] = rates[i]
            loss = F.cross_entropy(m(X), y)
            losses.append(loss.item())
            if not math.isfinite(losses[-1]) or losses[-1] > 4 * min(losses):
                break
            o.zero_grad()
            loss.backward()
            o.step()
    return losses


# %% 07a.7 | always False | lets a wrong step pass
def catches(step):
    return False


# %% 07a.7 | always True | a step that is right
def catches(step):
    return True


# %% 07a.7 | one even batch, a new optimizer | mean of the means
def catches(step):
    mine, X, y = make_net(), torch.randn(8, 6), torch.randint(3, (8,))
    true = copy.deepcopy(mine)
    F.cross_entropy(true(X), y).backward()
    torch.optim.SGD(true.parameters(), lr=0.5).step()
    try:
        step(mine, torch.optim.SGD(mine.parameters(), lr=0.5), X, y, 4)
    except Exception:
        return True
    return not all(torch.allclose(a, b, atol=1e-4) for a, b in zip(mine.parameters(), true.parameters()))


# %% 07a.7 | one uneven batch, the weights alone | never zeroes
def catches(step):
    mine, X, y = make_net(), torch.randn(7, 6), torch.randint(3, (7,))
    true = copy.deepcopy(mine)
    F.cross_entropy(true(X), y).backward()
    torch.optim.SGD(true.parameters(), lr=0.5).step()
    try:
        step(mine, torch.optim.SGD(mine.parameters(), lr=0.5), X, y, 3)
    except Exception:
        return True
    return not all(torch.allclose(a, b, atol=1e-4) for a, b in zip(mine.parameters(), true.parameters()))


# %% 07a.7 | the returned loss is not looked at | the loss of the last part
def catches(step):
    mine, sizes = make_net(), []
    true = copy.deepcopy(mine)
    for p in mine.parameters():
        p.grad = torch.randn_like(p)
    mine.register_forward_pre_hook(lambda module, inputs: sizes.append(len(inputs[0])))
    one, two = (torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.9) for net in (mine, true))
    for n in (7, 9, 2, 8):
        X, y = 2 * torch.randn(n, 6), torch.randint(3, (n,))
        two.zero_grad()
        F.cross_entropy(true(X), y).backward()
        two.step()
        given = X.clone(), y.clone()
        try:
            step(mine, one, *given, 3)
        except Exception:
            return True
        close = all(torch.allclose(a, b, rtol=1e-3, atol=1e-4) for a, b in zip(mine.parameters(), true.parameters()))
        if not (close and torch.equal(X, given[0]) and mine.training):
            return True
    return max(sizes) > 3


# %% 07a.7 | how many go through at once is not looked at | through at once
def catches(step):
    mine = make_net()
    true = copy.deepcopy(mine)
    for p in mine.parameters():
        p.grad = torch.randn_like(p)
    one, two = (torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.9) for net in (mine, true))
    for n in (7, 9, 2, 8):
        X, y = 2 * torch.randn(n, 6), torch.randint(3, (n,))
        loss = F.cross_entropy(true(X), y)
        two.zero_grad()
        loss.backward()
        two.step()
        try:
            close = abs(step(mine, one, X.clone(), y.clone(), 3) - loss.item()) < 1e-4
        except Exception:
            return True
        if not close or not all(torch.allclose(a, b, atol=1e-4) for a, b in zip(mine.parameters(), true.parameters())):
            return True
    return False


# %% 07a.7 | plain SGD, so no past shows | forgets the momentum
def catches(step):
    mine, sizes = make_net(), []
    true = copy.deepcopy(mine)
    for p in mine.parameters():
        p.grad = torch.randn_like(p)
    mine.register_forward_pre_hook(lambda module, inputs: sizes.append(len(inputs[0])))
    one, two = (torch.optim.SGD(net.parameters(), lr=0.5) for net in (mine, true))
    for n in (7, 9, 2, 8):
        X, y = 2 * torch.randn(n, 6), torch.randint(3, (n,))
        loss = F.cross_entropy(true(X), y)
        two.zero_grad()
        loss.backward()
        two.step()
        given = X.clone(), y.clone()
        try:
            close = abs(step(mine, one, *given, 3) - loss.item()) < 1e-4
        except Exception:
            return True
        close &= all(torch.allclose(a, b, rtol=1e-3, atol=1e-4) for a, b in zip(mine.parameters(), true.parameters()))
        if not (close and torch.equal(X, given[0]) and mine.training):
            return True
    return max(sizes) > 3


# %% 07a.7 | compared exactly | a step that is right
def catches(step):
    mine, X, y = make_net(), torch.randn(7, 6), torch.randint(3, (7,))
    true = copy.deepcopy(mine)
    loss = F.cross_entropy(true(X), y)
    loss.backward()
    torch.optim.SGD(true.parameters(), lr=0.5).step()
    got = step(mine, torch.optim.SGD(mine.parameters(), lr=0.5), X, y, 3)
    return got != loss.item() or not all(map(torch.equal, mine.parameters(), true.parameters()))


# %% 07a.7 | what raises is not caught | your code raised
def catches(step):
    mine, X, y = make_net(), torch.randn(7, 6), torch.randint(3, (7,))
    true = copy.deepcopy(mine)
    loss = F.cross_entropy(true(X), y)
    loss.backward()
    torch.optim.SGD(true.parameters(), lr=0.5).step()
    for p in mine.parameters():
        p.grad = torch.randn_like(p)
    got = step(mine, torch.optim.SGD(mine.parameters(), lr=0.5), X.clone(), y, 3)
    close = all(torch.allclose(a, b, atol=1e-4) for a, b in zip(mine.parameters(), true.parameters()))
    return not close or abs(got - loss.item()) > 1e-4


# %% 07a.7 | an error of its own taken for one of the step | a step that is right
def catches(step):
    try:
        mine, X, y = make_net(), torch.randn(7, 5), torch.randint(3, (7,))
        step(mine, torch.optim.SGD(mine.parameters(), lr=0.5), X, y, 3)
        return False
    except Exception:
        return True


# %% 07a.7 | a tensor returned | must return True or False
def catches(step):
    mine, X, y = make_net(), torch.randn(7, 6), torch.randint(3, (7,))
    true = copy.deepcopy(mine)
    F.cross_entropy(true(X), y).backward()
    torch.optim.SGD(true.parameters(), lr=0.5).step()
    step(mine, torch.optim.SGD(mine.parameters(), lr=0.5), X, y, 3)
    return ((mine[0].weight - true[0].weight).abs() > 1e-4).any()


# %% 07a.7 | allclose with its own tolerance | atol=1e-5
def catches(step):
    net = make_net()
    opt = torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.9)
    for p in net.parameters():
        p.grad = torch.randn_like(p)
    twin, topt = copy.deepcopy((net, opt))
    seen = []
    net.register_forward_pre_hook(lambda m, i: seen.append(len(i[0])))
    for N, part in [(12, 4), (11, 4), (3, 5), (10, 3), (7, 7)]:
        X, y = torch.randn(N, 6) + 1, torch.randint(3, (N,))
        X0, y0 = X.clone(), y.clone()
        topt.zero_grad()
        want = F.cross_entropy(twin(X), y)
        want.backward()
        topt.step()
        seen.clear()
        try:
            got = step(net, opt, X, y, part)
        except Exception:
            return True
        if not isinstance(got, float) or abs(got - want.item()) > 1e-5:
            return True
        if not (torch.equal(X, X0) and torch.equal(y, y0) and net.training and max(seen) <= part):
            return True
        if any(not torch.allclose(a, b) for a, b in zip(net.parameters(), twin.parameters())):
            return True
    return False


# %% 07a.8 | backward is twice forward | the first layer's input
def multiplications(model, shape):
    model, sizes = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            layer.register_forward_hook(lambda part, i, out: sizes.append(out.numel() * part.weight[0].numel()))
    with torch.no_grad():
        model(torch.zeros(shape))
    return sum(sizes), 2 * sum(sizes)


# %% 07a.8 | frozen layers forgotten | frozen weights get no gradient
def multiplications(model, shape):
    model, sizes = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            layer.register_forward_hook(lambda part, i, out: sizes.append(out.numel() * part.weight[0].numel()))
    with torch.no_grad():
        model(torch.zeros(shape))
    return sum(sizes), 2 * sum(sizes) - sizes[0]


# %% 07a.8 | norms and biases that learn forgotten | a bias or a norm may learn
def multiplications(model, shape):
    model, sizes = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            layer.register_forward_hook(lambda part, i, out: sizes.append((part, out.numel() * part.weight[0].numel())))
    with torch.no_grad():
        model(torch.zeros(shape))
    backward, learns = 0, False
    for layer, n in sizes:
        backward += n * (layer.weight.requires_grad + learns)
        learns = learns or layer.weight.requires_grad
    return sum(n for _, n in sizes), backward


# %% 07a.8 | weight gradients alone | both cost something
def multiplications(model, shape):
    model, sizes = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            layer.register_forward_hook(lambda part, i, out: sizes.append(out.numel() * part.weight[0].numel()))
    with torch.no_grad():
        model(torch.zeros(shape))
    return sum(sizes), sum(sizes)


# %% 07a.8 | operations in place of multiplications | half of what is counted
def multiplications(model, shape):
    model, layers = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        layer.register_forward_hook(lambda part, inputs, output: layers.append((part, output.numel())))
    with torch.no_grad():
        model(torch.zeros(shape))
    forward, backward, learns = 0, 0, False
    for layer, size in layers:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            forward += 2 * size * layer.weight[0].numel()
            backward += 2 * size * layer.weight[0].numel() * (layer.weight.requires_grad + learns)
        learns = learns or any(p.requires_grad for p in layer.parameters(recurse=False))
    return forward, backward


# %% 07a.8 | biases counted | adding a bias
def multiplications(model, shape):
    model, layers = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        layer.register_forward_hook(lambda part, inputs, output: layers.append((part, output.numel())))
    with torch.no_grad():
        model(torch.zeros(shape))
    forward, backward, learns = 0, 0, False
    for layer, size in layers:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            forward += size * layer.weight[0].numel() + (size if layer.bias is not None else 0)
            backward += size * layer.weight[0].numel() * (layer.weight.requires_grad + learns)
        learns = learns or any(p.requires_grad for p in layer.parameters(recurse=False))
    return forward, backward


# %% 07a.8 | groups forgotten | only the channels of its group
def multiplications(model, shape):
    model, layers = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        layer.register_forward_hook(lambda part, inputs, output: layers.append((part, output.numel())))
    with torch.no_grad():
        model(torch.zeros(shape))
    forward, backward, learns = 0, 0, False
    for layer, size in layers:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n = layer.weight[0].numel() * getattr(layer, "groups", 1)
            forward, backward = forward + size * n, backward + size * n * (layer.weight.requires_grad + learns)
        learns = learns or any(p.requires_grad for p in layer.parameters(recurse=False))
    return forward, backward


# %% 07a.8 | inputs counted in place of outputs | count the outputs
def multiplications(model, shape):
    model, layers = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        layer.register_forward_hook(lambda part, inputs, output: layers.append((part, inputs[0].numel())))
    with torch.no_grad():
        model(torch.zeros(shape))
    forward, backward, learns = 0, 0, False
    for layer, size in layers:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n = layer.weight[0].numel()
            forward, backward = forward + size * n, backward + size * n * (layer.weight.requires_grad + learns)
        learns = learns or any(p.requires_grad for p in layer.parameters(recurse=False))
    return forward, backward


# %% 07a.8 | weights counted once | at every place
def multiplications(model, shape):
    forward, backward, learns = 0, 0, False
    for layer in model.modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n = shape[0] * layer.weight.numel()
            forward, backward = forward + n, backward + n * (layer.weight.requires_grad + learns)
        learns = learns or any(p.requires_grad for p in layer.parameters(recurse=False))
    return forward, backward


# %% 07a.8 | one sample | how many are in the batch
def multiplications(model, shape):
    model, layers = copy.deepcopy(model).eval(), []
    for layer in model.modules():
        layer.register_forward_hook(lambda part, inputs, output: layers.append((part, output.numel() // len(output))))
    with torch.no_grad():
        model(torch.zeros(shape))
    forward, backward, learns = 0, 0, False
    for layer, size in layers:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n = layer.weight[0].numel()
            forward, backward = forward + size * n, backward + size * n * (layer.weight.requires_grad + learns)
        learns = learns or any(p.requires_grad for p in layer.parameters(recurse=False))
    return forward, backward


# %% 07a.8 | in training mode | running
def multiplications(model, shape):
    layers = []
    hooks = [
        layer.register_forward_hook(lambda part, inputs, output: layers.append((part, output.numel())))
        for layer in model.modules()
    ]
    with torch.no_grad():
        model(torch.zeros(shape))
    for hook in hooks:
        hook.remove()
    forward, backward, learns = 0, 0, False
    for layer, size in layers:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n = size * layer.weight[0].numel()
            forward, backward = forward + n, backward + n * (layer.weight.requires_grad + learns)
        learns = learns or any(p.requires_grad for p in layer.parameters(recurse=False))
    return forward, backward


# %% 07a.8 | hooks left behind | a hook is left
def multiplications(model, shape):
    layers, modes = [], [(part, part.training) for part in model.modules()]
    for layer in model.modules():
        layer.register_forward_hook(lambda part, inputs, output: layers.append((part, output.numel())))
    with torch.no_grad():
        model.eval()(torch.zeros(shape))
    for part, mode in modes:
        part.training = mode
    forward, backward, learns = 0, 0, False
    for layer, size in layers:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            n = size * layer.weight[0].numel()
            forward, backward = forward + n, backward + n * (layer.weight.requires_grad + learns)
        learns = learns or any(p.requires_grad for p in layer.parameters(recurse=False))
    return forward, backward


# %% 07a.8 | the library's counter | asks you to do without
def multiplications(model, shape):
    with FlopCounterMode(display=False) as forward:
        out = model(torch.zeros(shape))
    with FlopCounterMode(display=False) as backward:
        out.sum().backward()
    return forward.get_total_flops() // 2, backward.get_total_flops() // 2


# %% 07a.8 | the example learned by heart | item 0
def multiplications(model, shape):
    return 900, 1200


# %% 07a.9 | as it was | seconds
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    losses = []
    start = clock()
    for _ in range(warm_up + repeats):
        losses.append(step())
    seconds = (clock() - start) / repeats
    return seconds, [loss.item() for loss in losses[warm_up:]]


# %% 07a.9 | nobody waits | how long handing over takes
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    for _ in range(warm_up):
        step()
    seconds, losses = [], []
    for _ in range(repeats):
        start = clock()
        loss = step()
        seconds.append(clock() - start)
        losses.append(loss.item())
    return min(seconds), losses


# %% 07a.9 | waits only before the start | how long handing over takes
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    for _ in range(warm_up):
        step()
    seconds, losses = [], []
    for _ in range(repeats):
        synchronize()
        start = clock()
        loss = step()
        seconds.append(clock() - start)
        losses.append(loss.item())
    return min(seconds), losses


# %% 07a.9 | waits only at the end | earlier steps is still waiting
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    for _ in range(warm_up):
        step()
    seconds, losses = [], []
    for _ in range(repeats):
        start = clock()
        loss = step()
        synchronize()
        seconds.append(clock() - start)
        losses.append(loss.item())
    return min(seconds), losses


# %% 07a.9 | .item() taken for waiting | how long handing over takes
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    for _ in range(warm_up):
        step().item()
    seconds, losses = [], []
    for _ in range(repeats):
        start = clock()
        losses.append(step().item())
        seconds.append(clock() - start)
    return min(seconds), losses


# %% 07a.9 | no warm-up | steps were made
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    seconds, losses = [], []
    for _ in range(repeats):
        synchronize()
        start = clock()
        loss = step()
        synchronize()
        seconds.append(clock() - start)
        losses.append(loss.item())
    return min(seconds), losses


# %% 07a.9 | the mean | not their mean
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    for _ in range(warm_up):
        step()
    seconds, losses = [], []
    for _ in range(repeats):
        synchronize()
        start = clock()
        loss = step()
        synchronize()
        seconds.append(clock() - start)
        losses.append(loss.item())
    return sum(seconds) / repeats, losses


# %% 07a.9 | timed all together | each step is timed for itself
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    for _ in range(warm_up):
        step()
    losses = []
    synchronize()
    start = clock()
    for _ in range(repeats):
        losses.append(step().item())
    synchronize()
    return (clock() - start) / repeats, losses


# %% 07a.9 | losses with their graphs | keeps tensors
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    for _ in range(warm_up):
        step()
    seconds, losses = [], []
    for _ in range(repeats):
        synchronize()
        start = clock()
        loss = step()
        synchronize()
        seconds.append(clock() - start)
        losses.append(loss)
    return min(seconds), losses


# %% 07a.9 | detached tensors | keeps tensors
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    for _ in range(warm_up):
        step()
    seconds, losses = [], []
    for _ in range(repeats):
        synchronize()
        start = clock()
        loss = step()
        synchronize()
        seconds.append(clock() - start)
        losses.append(loss.detach())
    return min(seconds), losses


# %% 07a.9 | losses of the warm-up kept | those of the timed steps
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    losses = [step().item() for _ in range(warm_up)]
    seconds = []
    for _ in range(repeats):
        synchronize()
        start = clock()
        losses.append(step().item())
        synchronize()
        seconds.append(clock() - start)
    return min(seconds), losses


# %% 07a.9 | the fastest of all steps | the warm-up don't count
def fixed_measure(step, clock, synchronize, warm_up, repeats):
    s, losses = [], []
    for _ in range(warm_up + repeats):
        synchronize()
        t = clock()
        losses.append(step().item())
        synchronize()
        s.append(clock() - t)
    return min(s), losses[warm_up:]


# %% 07a.10 | as it was | the rates
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    return buggy_train(model, batches, epochs, part_size, max_norm, lr, weight_decay)


# %% 07a.10 | all decay | biases and norms decay as well
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, weight_decay=weight_decay)
    n_steps, rates = epochs * len(batches), []
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 1 - k / n_steps)
    for X, y in list(batches) * epochs:
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    return rates


# %% 07a.10 | means of the parts | counts as much as the others
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    big = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": big, "weight_decay": weight_decay}, {"params": rest}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)
    n_steps, rates = epochs * len(batches), []
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 1 - k / n_steps)
    for X, y in list(batches) * epochs:
        optimizer.zero_grad()
        parts = list(zip(X.split(part_size), y.split(part_size)))
        for X_part, y_part in parts:
            (F.cross_entropy(model(X_part), y_part) / len(parts)).backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    return rates


# %% 07a.10 | clipped with the scale on | gradients of the scaled loss
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    big = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": big, "weight_decay": weight_decay}, {"params": rest}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)
    n_steps, rates = epochs * len(batches), []
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 1 - k / n_steps)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    for X, y in list(batches) * epochs:
        optimizer.zero_grad()
        for X_part, y_part in zip(X.split(part_size), y.split(part_size)):
            scaler.scale(F.cross_entropy(model(X_part), y_part) * len(y_part) / len(y)).backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        scaler.unscale_(optimizer)
        scaler.step(optimizer)
        scaler.update()
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    return rates


# %% 07a.10 | not clipped at all | are not clipped
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    big = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": big, "weight_decay": weight_decay}, {"params": rest}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)
    n_steps, rates = epochs * len(batches), []
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 1 - k / n_steps)
    for X, y in list(batches) * epochs:
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    return rates


# %% 07a.10 | a schedule by epochs | once in an epoch
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    big = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": big, "weight_decay": weight_decay}, {"params": rest}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)
    n_steps, rates = epochs * len(batches), []
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 1 - k / n_steps)
    for _ in range(epochs):
        for X, y in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(X), y).backward()
            nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
            rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    return rates


# %% 07a.10 | the rates noted behind the schedule's step | the step has used
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    big = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": big, "weight_decay": weight_decay}, {"params": rest}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)
    n_steps, rates = epochs * len(batches), []
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 1 - k / n_steps)
    for X, y in list(batches) * epochs:
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        scheduler.step()
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


# %% 07a.10 | nobody decays | nobody decays
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    n_steps, rates = epochs * len(batches), []
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 1 - k / n_steps)
    for X, y in list(batches) * epochs:
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    return rates


# %% 07a.10 | the whole batch at once | went through the model at once
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    decay = [p for p in model.parameters() if p.ndim > 1]
    no = [p for p in model.parameters() if p.ndim <= 1]
    opt = torch.optim.SGD(
        [{"params": decay, "weight_decay": weight_decay}, {"params": no, "weight_decay": 0.0}], lr=lr, momentum=0.9
    )
    K = epochs * len(batches)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: 1 - k / K)
    rates = []
    for _ in range(epochs):
        for X, y in batches:
            opt.zero_grad()
            F.cross_entropy(model(X), y).backward()
            nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            rates.append(opt.param_groups[0]["lr"])
            opt.step()
            sched.step()
    return rates


# %% 07a.10 | the decay as a part of the loss | clipped as well
def fixed_train(model, batches, epochs, part_size, max_norm, lr, weight_decay):
    opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    K = epochs * len(batches)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: 1 - k / K)
    rates = []
    for _ in range(epochs):
        for X, y in batches:
            opt.zero_grad()
            for Xp, yp in zip(X.split(part_size), y.split(part_size)):
                (F.cross_entropy(model(Xp), yp) * len(yp) / len(y)).backward()
            (weight_decay / 2 * sum(p.square().sum() for p in model.parameters() if p.ndim > 1)).backward()
            nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            rates.append(opt.param_groups[0]["lr"])
            opt.step()
            sched.step()
    return rates


# %% 07a.11 | five seeds, on paper | as far from 0
fewest = (5, 8)


# %% 07a.11 | one side, for eight recipes, on paper | to either side
fewest = (6, 8)


# %% 07a.11 | farther only | what was seen counts as well
def sign_flip(a, b):
    d = a - b
    signs = torch.tensor(list(product([-1, 1], repeat=len(d))))
    sums = (signs * d).sum(dim=1)
    return d.float().mean().item(), (sums.abs() > d.sum().abs()).float().mean().item()


# %% 07a.11 | one side | one side only
def sign_flip(a, b):
    d = a - b
    signs = torch.tensor(list(product([-1, 1], repeat=len(d))))
    sums = (signs * d).sum(dim=1)
    return d.float().mean().item(), (sums >= d.sum().abs()).float().mean().item()


# %% 07a.11 | the upper side, whatever the sign | to either side
def sign_flip(a, b):
    d = a - b
    signs = torch.tensor(list(product([-1, 1], repeat=len(d))))
    sums = (signs * d).sum(dim=1)
    return d.float().mean().item(), (sums >= d.sum()).float().mean().item()


# %% 07a.11 | the sign of what was seen forgotten | take its distance from 0 as well
def sign_flip(a, b):
    d = a - b
    signs = torch.tensor(list(product([-1, 1], repeat=len(d))))
    sums = (signs * d).sum(dim=1)
    return d.float().mean().item(), (sums.abs() >= d.sum()).float().mean().item()


# %% 07a.11 | b - a | d = a - b
def sign_flip(a, b):
    d = b - a
    signs = torch.tensor(list(product([-1, 1], repeat=len(d))))
    sums = (signs * d).sum(dim=1)
    return d.float().mean().item(), (sums.abs() >= d.sum().abs()).float().mean().item()


# %% 07a.11 | the sum returned | not the sum
def sign_flip(a, b):
    d = a - b
    signs = torch.tensor(list(product([-1, 1], repeat=len(d))))
    sums = (signs * d).sum(dim=1)
    return float(d.sum().item()), (sums.abs() >= d.sum().abs()).float().mean().item()


# %% 07a.11 | drawn at random in place of all | item 1
def sign_flip(a, b):
    d = a - b
    signs = 2 * torch.randint(2, (500, len(d))) - 1
    sums = (signs * d).sum(dim=1)
    return d.float().mean().item(), (sums.abs() >= d.sum().abs()).float().mean().item()


# %% 07a.11 | the runs mixed, not paired | item 1
def sign_flip(a, b):
    from itertools import combinations

    both, n, seen = torch.cat([a, b]), len(a), (a.sum() - b.sum()).abs()
    gaps = [2 * both[list(rows)].sum() - both.sum() for rows in combinations(range(2 * n), n)]
    share = (torch.stack(gaps).abs() >= seen).float().mean().item()
    return (a - b).float().mean().item(), share


# %% 07a.11 | the differences changed in place | changed what it was given
def sign_flip(a, b):
    a -= b
    signs = torch.tensor(list(product([-1, 1], repeat=len(a))))
    sums = (signs * a).sum(dim=1)
    return a.float().mean().item(), (sums.abs() >= a.sum().abs()).float().mean().item()


# %% 07a.11 | alpha for each | chance has m occasions
def holm(p_values, alpha):
    return [p <= alpha for p in p_values]


# %% 07a.11 | alpha / m for each | have more room
def holm(p_values, alpha):
    return [p <= alpha / len(p_values) for p in p_values]


# %% 07a.11 | does not stop | it stops at the first one
def holm(p_values, alpha):
    m, holds = len(p_values), [False] * len(p_values)
    for k, i in enumerate(sorted(range(m), key=lambda i: p_values[i])):
        holds[i] = p_values[i] <= alpha / (m - k)
    return holds


# %% 07a.11 | from the largest down | it stops at the first one
def holm(p_values, alpha):
    m = len(p_values)
    order = sorted(range(m), key=lambda i: p_values[i])
    last = max([k for k, i in enumerate(order) if p_values[i] <= alpha / (m - k)], default=-1)
    return [order.index(i) <= last for i in range(m)]


# %% 07a.11 | in the sorted order | in the order of p_values
def holm(p_values, alpha):
    holds, m = [], len(p_values)
    for k, p in enumerate(sorted(p_values)):
        holds.append(p <= alpha / (m - k) and all(holds))
    return holds


# %% 07a.11 | the list sorted in place | changed the list
def holm(p_values, alpha):
    holds, m = [], len(p_values)
    p_values.sort()
    for k, p in enumerate(p_values):
        holds.append(p <= alpha / (m - k) and all(holds))
    return holds


# %% 07a.11 | differences divided before they are added | whole numbers
def sign_flip(a, b):
    d = (a - b) / 7
    signs = torch.tensor(list(product([-1, 1], repeat=len(d))))
    sums = (signs * d).mean(dim=1)
    return (a - b).float().mean().item(), (sums.abs() >= d.mean().abs()).float().mean().item()


# %% 07a.11 | smaller in place of at most | equal to its limit
def holm(p_values, alpha):
    m = len(p_values)
    out = [False] * m
    for k, i in enumerate(sorted(range(m), key=p_values.__getitem__)):
        if p_values[i] >= alpha / (m - k):
            break
        out[i] = True
    return out


# %% 07a.12 | an untrained network | no optimizer
def quick_reader(draw, seed):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).to(draw(1)[0].device)


# %% 07a.12 | a linear layer | of the unseen digits are right
def quick_reader(draw, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).to(draw(1)[0].device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(100):
        X, y = draw(128)
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
    return model


# %% 07a.12 | too many steps | at most 300
def quick_reader(draw, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).to(draw(1)[0].device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(301):
        X, y = draw(2)
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
    return model


# %% 07a.12 | too many digits | more than 100,000 digits
def quick_reader(draw, seed):
    X, y = draw(50_000)
    X, y = draw(50_000)
    X, y = draw(1)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10))


# %% 07a.12 | steps by hand | no optimizer
def quick_reader(draw, seed):
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).to(draw(1)[0].device)
    for _ in range(10):
        X, y = draw(64)
        loss = F.cross_entropy(model(X), y)
        for p, slope in zip(model.parameters(), torch.autograd.grad(loss, list(model.parameters()))):
            p.data -= 0.1 * slope
    return model


# %% 07a.12 | no model returned | return the trained model
def quick_reader(draw, seed):
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).to(draw(1)[0].device)
    torch.optim.SGD(model.parameters(), lr=0.1).step()
    return model.state_dict()


# %% 07a.12 | a network that looks at its neighbours | depends on its batch
def quick_reader(draw, seed):
    class Centred(nn.Module):
        def forward(self, X):
            return X - X.mean(dim=0)

    torch.manual_seed(seed)
    model = nn.Sequential(Centred(), nn.Flatten(), nn.Linear(784, 10)).to(draw(1)[0].device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(20):
        X, y = draw(128)
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
    return model


# %% 07a.12 | batch norm without running statistics | depends on its batch
def quick_reader(draw, seed):
    torch.manual_seed(seed)
    m = nn.Sequential(
        nn.Flatten(), nn.Linear(784, 32), nn.BatchNorm1d(32, track_running_stats=False), nn.ReLU(), nn.Linear(32, 10)
    ).to(draw(1)[0].device)
    opt = torch.optim.AdamW(m.parameters(), lr=0.005)
    for _ in range(30):
        X, y = draw(256)
        opt.zero_grad()
        F.cross_entropy(m(X), y).backward()
        opt.step()
    return m


# %% 07a.12 | the seed is not used | same seed
def quick_reader(draw, seed):
    model = nn.Sequential(nn.Conv2d(1, 8, 5, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(1152, 10))
    model = model.to(draw(1)[0].device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(200):
        X, y = draw(256)
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
    return model
