# Wrong answers to the exercises of chapter 06: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 06.1 | only divided by 255 | then comes
wanted, seen = [0.0, 0.2, 1.0], (127.5, 255.0)


# %% 06.1 | std forgotten on paper | divide by 0.5 as well
wanted, seen = [-0.5, -0.3, 0.5], (127.5, 255.0)


# %% 06.1 | 255 forgotten on paper | first / 255
wanted, seen = [-1.0, 101.0, 509.0], (127.5, 255.0)


# %% 06.1 | what it was given, not what it sees | in pixel values
wanted, seen = [-1.0, -0.6, 1.0], (0.0, 1.0)


# %% 06.1 | seen on a scale to 1 | and in pixel values
wanted, seen = [-1.0, -0.6, 1.0], (0.5, 1.0)


# %% 06.1 | 255 forgotten | divide by 255 first
def prepare(pictures, mean, std, order):
    X = pictures.permute(0, 3, 1, 2).float()
    X = X.flip(1) if order == "BGR" else X
    return (X - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]


# %% 06.1 | divided by 255 at the end | before the mean
def prepare(pictures, mean, std, order):
    X = pictures.permute(0, 3, 1, 2).float()
    X = X.flip(1) if order == "BGR" else X
    return (X - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None] / 255


# %% 06.1 | order ignored | which channel has to come first
def prepare(pictures, mean, std, order):
    X = pictures.permute(0, 3, 1, 2) / 255
    return (X - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]


# %% 06.1 | turned round after normalising | turn the channels round first
def prepare(pictures, mean, std, order):
    X = pictures.permute(0, 3, 1, 2) / 255
    X = (X - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]
    return X.flip(1) if order == "BGR" else X


# %% 06.1 | mean and std turned round, too | turn the channels round first
def prepare(pictures, mean, std, order):
    X, m, s = pictures.permute(0, 3, 1, 2) / 255, torch.tensor(mean), torch.tensor(std)
    X, m, s = (X.flip(1), m.flip(0), s.flip(0)) if order == "BGR" else (X, m, s)
    return (X - m[:, None, None]) / s[:, None, None]


# %% 06.1 | reshaped | reshape cuts
def prepare(pictures, mean, std, order):
    N, H, W, C = pictures.shape
    X = pictures.reshape(N, C, H, W) / 255
    X = X.flip(1) if order == "BGR" else X
    return (X - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]


# %% 06.1 | height and width exchanged | expected shape
def prepare(pictures, mean, std, order):
    X = pictures.permute(0, 3, 2, 1) / 255
    X = X.flip(1) if order == "BGR" else X
    return (X - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]


# %% 06.1 | own statistics | not those of your pictures
def prepare(pictures, mean, std, order):
    X = pictures.permute(0, 3, 1, 2) / 255
    X = X.flip(1) if order == "BGR" else X
    return (X - X.mean(dim=(0, 2, 3), keepdim=True)) / X.std(dim=(0, 2, 3), keepdim=True)


# %% 06.1 | constants of the example | that is for mean 0.5
def prepare(pictures, mean, std, order):
    X = pictures.permute(0, 3, 1, 2) / 255
    X = X.flip(1) if order == "BGR" else X
    return (X - 0.5) / 0.5


# %% 06.1 | channels left behind | expected shape
def prepare(pictures, mean, std, order):
    X = pictures / 255
    X = X.flip(3) if order == "BGR" else X
    return (X - torch.tensor(mean)) / torch.tensor(std)


# %% 06.1 | std multiplied | do not multiply
def prepare(pictures, mean, std, order):
    X = pictures.permute(0, 3, 1, 2) / 255
    X = X.flip(1) if order == "BGR" else X
    return (X - torch.tensor(mean)[:, None, None]) * torch.tensor(std)[:, None, None]


# %% 06.1 | whole-number division | values differ
def prepare(pictures, mean, std, order):
    X = (pictures.permute(0, 3, 1, 2) // 255).float()
    X = X.flip(1) if order == "BGR" else X
    return (X - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]


# %% 06.2 | always fc | inputs and outputs
def replace_head(model, n_classes):
    model.fc = nn.Linear(256, n_classes)
    return "fc"


# %% 06.2 | always classifier | nothing uses a new attribute
def replace_head(model, n_classes):
    old = [module for module in model.modules() if isinstance(module, nn.Linear)][-1]
    model.classifier = nn.Linear(old.in_features, n_classes)
    return "classifier"


# %% 06.2 | name with a dot set as it is | dot and all
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    setattr(model, name, nn.Linear(old.in_features, n_classes, bias=old.bias is not None))
    return name


# %% 06.2 | the first linear layer | old head is still in its place
def replace_head(model, n_classes):
    name, old = next(found for found in model.named_modules() if isinstance(found[1], nn.Linear))
    parent, _, last = name.rpartition(".")
    setattr(model.get_submodule(parent), last, nn.Linear(old.in_features, n_classes))
    return name


# %% 06.2 | the last part of the name returned | with all its dots
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    parent, _, last = name.rpartition(".")
    setattr(model.get_submodule(parent), last, nn.Linear(old.in_features, n_classes, bias=old.bias is not None))
    return last


# %% 06.2 | a bias for all | a bias where the old head has one
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    parent, _, last = name.rpartition(".")
    setattr(model.get_submodule(parent), last, nn.Linear(old.in_features, n_classes))
    return name


# %% 06.2 | only the number of outputs changed | old head is still in its place
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    old.out_features = n_classes
    return name


# %% 06.2 | rows of the old weight kept | old head is still in its place
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    old.weight = nn.Parameter(old.weight[:n_classes].detach().clone())
    old.bias = None if old.bias is None else nn.Parameter(old.bias[:n_classes].detach().clone())
    old.out_features = n_classes
    return name


# %% 06.2 | all zeros | random numbers
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    parent, _, last = name.rpartition(".")
    new = nn.Linear(old.in_features, n_classes, bias=old.bias is not None)
    nn.init.zeros_(new.weight)
    setattr(model.get_submodule(parent), last, new)
    return name


# %% 06.2 | everything frozen at the end | the new head is frozen
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    parent, _, last = name.rpartition(".")
    setattr(model.get_submodule(parent), last, nn.Linear(old.in_features, n_classes, bias=old.bias is not None))
    for p in model.parameters():
        p.requires_grad_(False)
    return name


# %% 06.2 | the body frozen as well | was not frozen
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    for p in model.parameters():
        p.requires_grad_(False)
    parent, _, last = name.rpartition(".")
    setattr(model.get_submodule(parent), last, nn.Linear(old.in_features, n_classes, bias=old.bias is not None))
    return name


# %% 06.2 | the whole part replaced | stands sequential
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    parent, _, last = name.rpartition(".")
    new = nn.Sequential(nn.Dropout(0.2), nn.Linear(old.in_features, n_classes, bias=old.bias is not None))
    setattr(model.get_submodule(parent), last, new)
    return name


# %% 06.2 | a list of the names that come to mind | old head is still in its place
def replace_head(model, n_classes):
    for name in ("fc", "classifier", "head"):
        if isinstance(getattr(model, name, None), nn.Linear):
            setattr(model, name, nn.Linear(getattr(model, name).in_features, n_classes))
            return name
    model.head.fc = nn.Linear(model.head.fc.in_features, n_classes) if hasattr(model, "head") else None
    return "head.fc"


# %% 06.2 | the last child replaced, whatever it is | there is no part head.fc
def replace_head(model, n_classes):
    name, old = list(model.named_children())[-1]
    n_inputs = [module for module in model.modules() if isinstance(module, nn.Linear)][-1].in_features
    setattr(model, name, nn.Linear(n_inputs, n_classes))
    return name


# %% 06.2 | inputs of the example | inputs and outputs
def replace_head(model, n_classes):
    name, old = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1]
    parent, _, last = name.rpartition(".")
    setattr(model.get_submodule(parent), last, nn.Linear(512, n_classes, bias=old.bias is not None))
    return name


# %% 06.2 | timm does it | do without: reset_classifier
def replace_head(model, n_classes):
    name = [found for found in model.named_modules() if isinstance(found[1], nn.Linear)][-1][0]
    model.reset_classifier(n_classes)
    return name


# %% 06.3 | parameters alone | lets a wrong fit pass
def catches(fit):
    model = make_net()
    before = copy.deepcopy(model)
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    return not all(map(torch.equal, before.body.parameters(), model.body.parameters()))


# %% 06.3 | parameters and buffers, not what the body answers | lets a wrong fit pass
def catches(fit):
    model = make_net()
    before = copy.deepcopy(model)
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    old, new = before.body.state_dict(), model.body.state_dict()
    same_body = all(torch.equal(old[name], new[name]) for name in old)
    return not same_body or torch.equal(before.head.weight, model.head.weight)


# %% 06.3 | requires_grad looked at | is right
def catches(fit):
    model = make_net()
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    return any(p.requires_grad for p in model.body.parameters())


# %% 06.3 | the mode afterwards looked at | is right
def catches(fit):
    model = make_net()
    before = copy.deepcopy(model.body.state_dict())
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    moved = any(not torch.equal(before[name], t) for name, t in model.body.state_dict().items())
    return moved or model.body.training


# %% 06.3 | no copy made before | lets a wrong fit pass
def catches(fit):
    model = make_net()
    before = model.body.state_dict()
    start = model.head.weight.detach().clone()
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    moved = any(not torch.equal(before[name], t) for name, t in model.body.state_dict().items())
    return moved or torch.equal(start, model.head.weight)


# %% 06.3 | the output in training mode compared | is right
def catches(fit):
    model = make_net()
    before, X = copy.deepcopy(model), torch.randn(20, 3, 8, 8)
    try:
        fit(model, X, torch.randint(4, (20,)))
    except Exception:
        return True
    return not torch.allclose(before.train().body(X), model.train().body(X), atol=1e-3)


# %% 06.3 | the head not looked at | freezes everything
def catches(fit):
    model, seen = make_net(), []
    before = copy.deepcopy(model).eval()
    model.body.register_forward_hook(lambda body, inputs, output: seen.append((inputs[0].clone(), output.clone())))
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    old, new = before.body.state_dict(), model.body.state_dict()
    same_body = all(torch.equal(old[name], new[name]) for name in old)
    return not (same_body and all(torch.allclose(before.body(X), Z, rtol=1e-3, atol=1e-4) for X, Z in seen))


# %% 06.3 | the state not looked at, only what the body answers | very last step
def catches(fit):
    model, seen = make_net(), []
    before = copy.deepcopy(model).eval()
    model.body.register_forward_hook(lambda body, inputs, output: seen.append((inputs[0].clone(), output.clone())))
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    as_in_evaluation = all(torch.allclose(before.body(X), Z, rtol=1e-3, atol=1e-4) for X, Z in seen)
    return not as_in_evaluation or torch.equal(before.head.weight, model.head.weight)


# %% 06.3 | buffers not looked at | resets the running statistics
def catches(fit):
    model, seen = make_net(), []
    before = copy.deepcopy(model).eval()
    model.body.register_forward_hook(lambda body, inputs, output: seen.append((inputs[0].clone(), output.clone())))
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    same_body = all(map(torch.equal, before.body.parameters(), model.body.parameters()))
    as_in_evaluation = all(torch.allclose(before.body(X), Z, rtol=1e-3, atol=1e-4) for X, Z in seen)
    return not (same_body and as_in_evaluation) or torch.equal(before.head.weight, model.head.weight)


# %% 06.3 | every fit is wrong | is right
def catches(fit):
    return True


# %% 06.3 | nothing caught | lets a wrong fit pass
def catches(fit):
    return False


# %% 06.3 | errors pass through | your code raised
def catches(fit):
    model, seen = make_net(), []
    before = copy.deepcopy(model).eval()
    model.body.register_forward_hook(lambda body, inputs, output: seen.append((inputs[0].clone(), output.clone())))
    fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    old, new = before.body.state_dict(), model.body.state_dict()
    same_body = all(torch.equal(old[name], new[name]) for name in old)
    same_answer = all(torch.allclose(before.body(X), Z, rtol=1e-3, atol=1e-4) for X, Z in seen)
    return not (same_body and same_answer and not torch.equal(before.head.weight, model.head.weight))


# %% 06.3 | only the first pass of the body looked at | calls train() again
def catches(fit):
    model, seen = make_net(), []
    before = copy.deepcopy(model).eval()
    model.body.register_forward_hook(lambda body, inputs, output: seen.append((inputs[0].clone(), output.clone())))
    try:
        fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    except Exception:
        return True
    parameters = map(torch.equal, before.body.parameters(), model.body.parameters())
    same_var = torch.equal(before.body[1].running_var, model.body[1].running_var) or len(seen) > 3
    first = torch.allclose(before.body(seen[0][0]), seen[0][1], rtol=1e-3, atol=1e-4)
    return not (all(parameters) and first and same_var) or torch.equal(before.head.weight, model.head.weight)


# %% 06.3 | a tensor returned | must return true or false
def catches(fit):
    model = make_net()
    before = copy.deepcopy(model)
    fit(model, torch.randn(20, 3, 8, 8), torch.randint(4, (20,)))
    return (before.body[0].weight != model.body[0].weight).any()


# %% 06.4 | equal amounts | by the same amount
def adamw_by_stage(stages, low, high):
    rates = torch.linspace(low, high, len(stages)).tolist() if len(stages) > 1 else [high]
    groups = [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    return torch.optim.AdamW([group for group in groups if group["params"]])


# %% 06.4 | turned round | next to the input
def adamw_by_stage(stages, low, high):
    n = len(stages)
    rates = [high * (low / high) ** (i / (n - 1)) if n > 1 else high for i in range(n)]
    groups = [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    return torch.optim.AdamW([group for group in groups if group["params"]])


# %% 06.4 | frozen stages not counted | keep the rates of their places
def adamw_by_stage(stages, low, high):
    learning = [[p for p in s.parameters() if p.requires_grad] for s in stages]
    learning = [params for params in learning if params]
    n = len(learning)
    return torch.optim.AdamW(
        [{"params": p, "lr": low * (high / low) ** (i / (n - 1)) if n > 1 else high} for i, p in enumerate(learning)]
    )


# %% 06.4 | n steps | the last one has to reach high
def adamw_by_stage(stages, low, high):
    n = len(stages)
    rates = [low * (high / low) ** (i / n) for i in range(n)]
    groups = [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    return torch.optim.AdamW([group for group in groups if group["params"]])


# %% 06.4 | a factor of 10 | follows from low and high
def adamw_by_stage(stages, low, high):
    n = len(stages)
    rates = [high / 10 ** (n - 1 - i) for i in range(n)]
    groups = [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    return torch.optim.AdamW([group for group in groups if group["params"]])


# %% 06.4 | frozen ones left in | other parameters
def adamw_by_stage(stages, low, high):
    n = len(stages)
    rates = [low * (high / low) ** (i / (n - 1)) if n > 1 else high for i in range(n)]
    return torch.optim.AdamW([{"params": list(s.parameters()), "lr": lr} for s, lr in zip(stages, rates)])


# %% 06.4 | empty groups left in | groups, expected
def adamw_by_stage(stages, low, high):
    n = len(stages)
    rates = [low * (high / low) ** (i / (n - 1)) if n > 1 else high for i in range(n)]
    return torch.optim.AdamW(
        [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    )


# %% 06.4 | one stage not thought of | zerodivisionerror
def adamw_by_stage(stages, low, high):
    n = len(stages)
    rates = [low * (high / low) ** (i / (n - 1)) for i in range(n)]
    groups = [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    return torch.optim.AdamW([group for group in groups if group["params"]])


# %% 06.4 | one stage gets low | a single stage gets high
def adamw_by_stage(stages, low, high):
    n = len(stages)
    rates = [low * (high / low) ** (i / max(n - 1, 1)) for i in range(n)]
    groups = [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    return torch.optim.AdamW([group for group in groups if group["params"]])


# %% 06.4 | own parameters of a stage alone | other parameters
def adamw_by_stage(stages, low, high):
    n, groups = len(stages), []
    for i, stage in enumerate(stages):
        lr = low * (high / low) ** (i / (n - 1)) if n > 1 else high
        params = [p for part in stage for p in part.parameters(recurse=False) if p.requires_grad]
        groups += [{"params": params, "lr": lr}] if any(p.requires_grad for p in stage.parameters()) else []
    return torch.optim.AdamW(groups)


# %% 06.4 | frozen afterwards | changed its stages
def adamw_by_stage(stages, low, high):
    n, groups = len(stages), []
    for i, stage in enumerate(stages):
        lr = low * (high / low) ** (i / (n - 1)) if n > 1 else high
        params = [p for p in stage.parameters() if p.requires_grad]
        groups += [{"params": params, "lr": lr}] if params else []
        stage.requires_grad_(i == n - 1)
    return torch.optim.AdamW(groups)


# %% 06.4 | two rates | each has its own
def adamw_by_stage(stages, low, high):
    rates = [low] * (len(stages) - 1) + [high]
    groups = [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    return torch.optim.AdamW([group for group in groups if group["params"]])


# %% 06.4 | the groups returned | return a torch.optim.adamw
def adamw_by_stage(stages, low, high):
    n = len(stages)
    rates = [low * (high / low) ** (i / (n - 1)) if n > 1 else high for i in range(n)]
    groups = [{"params": [p for p in s.parameters() if p.requires_grad], "lr": lr} for s, lr in zip(stages, rates)]
    return [group for group in groups if group["params"]]


# %% 06.4 | the rate given for all | all stages have the same rate
def adamw_by_stage(stages, low, high):
    groups = [{"params": [p for p in stage.parameters() if p.requires_grad]} for stage in stages]
    return torch.optim.AdamW([group for group in groups if group["params"]], lr=high)


# %% 06.4 | one group for all | groups, expected
def adamw_by_stage(stages, low, high):
    return torch.optim.AdamW([p for stage in stages for p in stage.parameters() if p.requires_grad], lr=high)


# %% 06.5 | training mode | in training mode
def feature_cache(body, X, batch_size):
    with torch.no_grad():
        return torch.cat([body(part).mean(dim=(2, 3)) for part in X.split(batch_size)])


# %% 06.5 | left in evaluation | left in another mode
def feature_cache(body, X, batch_size):
    body.eval()
    with torch.no_grad():
        return torch.cat([body(part).mean(dim=(2, 3)) for part in X.split(batch_size)])


# %% 06.5 | all parts in training afterwards | one of the body's parts
def feature_cache(body, X, batch_size):
    was_training = body.training
    body.eval()
    with torch.no_grad():
        Z = torch.cat([body(part).mean(dim=(2, 3)) for part in X.split(batch_size)])
    body.train(was_training)
    return Z


# %% 06.5 | the last batch dropped | expected shape
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval()
    with torch.no_grad():
        batches = [X[i * batch_size : (i + 1) * batch_size] for i in range(max(len(X) // batch_size, 1))]
        Z = torch.cat([body(part).mean(dim=(2, 3)) for part in batches])
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | all at once | at once
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval()
    with torch.no_grad():
        Z = body(X).mean(dim=(2, 3))
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | graph kept | still hold a graph
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval()
    Z = torch.cat([body(part).mean(dim=(2, 3)) for part in X.split(batch_size)])
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | frozen for good | the body is frozen now
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval().requires_grad_(False)
    Z = torch.cat([body(part).mean(dim=(2, 3)) for part in X.split(batch_size)])
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | inference mode | use no_grad
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval()
    with torch.inference_mode():
        Z = torch.cat([body(part).mean(dim=(2, 3)) for part in X.split(batch_size)])
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | the largest value of a map | not the largest
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval()
    with torch.no_grad():
        Z = torch.cat([body(part).amax(dim=(2, 3)) for part in X.split(batch_size)])
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | maps flattened | the mean of each map
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval()
    with torch.no_grad():
        Z = torch.cat([body(part).flatten(1) for part in X.split(batch_size)])
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | mean over the batch and the places | expected shape
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval()
    with torch.no_grad():
        Z = torch.stack([body(part).mean(dim=(0, 2, 3)) for part in X.split(batch_size)])
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | shuffled | in the order of the pictures
def feature_cache(body, X, batch_size):
    modes = [(part, part.training) for part in body.modules()]
    body.eval()
    with torch.no_grad():
        Z = torch.cat([body(part).mean(dim=(2, 3)) for part in X.flip(0).split(batch_size)])
    for part, mode in modes:
        part.training = mode
    return Z


# %% 06.5 | only the body itself told | has moved
def feature_cache(body, X, batch_size):
    was_training, body.training = body.training, False
    with torch.no_grad():
        Z = torch.cat([body(part).mean(dim=(2, 3)) for part in X[:batch_size].split(batch_size)])
    body.training = was_training
    copied = copy.deepcopy(body).eval()
    with torch.no_grad():
        return torch.cat([copied(part).mean(dim=(2, 3)) for part in X.split(batch_size)])


# %% 06.6 | over the wrong axis | which axis
def f_beta(chosen, y, beta):
    y = y.bool()
    hits, missed, false = ((a & b).sum(dim=1) for a, b in [(chosen, y), (~chosen, y), (chosen, ~y)])
    return torch.nan_to_num((1 + beta**2) * hits / ((1 + beta**2) * hits + beta**2 * missed + false))


# %% 06.6 | β not squared | is squared
def f_beta(chosen, y, beta):
    y = y.bool()
    hits, missed, false = ((a & b).sum(dim=0) for a, b in [(chosen, y), (~chosen, y), (chosen, ~y)])
    return torch.nan_to_num((1 + beta) * hits / ((1 + beta) * hits + beta * missed + false))


# %% 06.6 | missed and false exchanged | stands with the missed
def f_beta(chosen, y, beta):
    y = y.bool()
    hits, missed, false = ((a & b).sum(dim=0) for a, b in [(chosen, y), (~chosen, y), (chosen, ~y)])
    return torch.nan_to_num((1 + beta**2) * hits / ((1 + beta**2) * hits + beta**2 * false + missed))


# %% 06.6 | nan left | f is to be 0
def f_beta(chosen, y, beta):
    y = y.bool()
    hits, missed, false = ((a & b).sum(dim=0) for a, b in [(chosen, y), (~chosen, y), (chosen, ~y)])
    return (1 + beta**2) * hits / ((1 + beta**2) * hits + beta**2 * missed + false)


# %% 06.6 | all classes counted together | not one for all together
def f_beta(chosen, y, beta):
    y = y.bool()
    hits, missed, false = ((a & b).sum() for a, b in [(chosen, y), (~chosen, y), (chosen, ~y)])
    return ((1 + beta**2) * hits / ((1 + beta**2) * hits + beta**2 * missed + false)).expand(y.shape[1])


# %% 06.6 | accuracy | that is the accuracy
def f_beta(chosen, y, beta):
    y = y.bool()
    return (chosen == y).float().mean(dim=0)


# %% 06.6 | always F1 | that is f₁
def f_beta(chosen, y, beta):
    y = y.bool()
    hits, missed, false = ((a & b).sum(dim=0) for a, b in [(chosen, y), (~chosen, y), (chosen, ~y)])
    return torch.nan_to_num(2 * hits / (2 * hits + missed + false))


# %% 06.6 | nothing to count is perfect | has f = 0
def f_beta(chosen, y, beta):
    y = y.bool()
    hits, missed, false = ((a & b).sum(dim=0) for a, b in [(chosen, y), (~chosen, y), (chosen, ~y)])
    return torch.nan_to_num((1 + beta**2) * hits / ((1 + beta**2) * hits + beta**2 * missed + false), nan=1.0)


# %% 06.6 | one threshold for all | for each class alone
def best_thresholds(logits, y, beta, candidates):
    P = logits.sigmoid()
    mean_F = torch.stack([f_beta(P > t, y, beta).mean() for t in candidates])
    return candidates[mean_F.argmax()].expand(y.shape[1])


# %% 06.6 | logits taken for probabilities | another candidate reaches
def best_thresholds(logits, y, beta, candidates):
    return candidates[torch.stack([f_beta(logits > t, y, beta) for t in candidates]).argmax(dim=0)]


# %% 06.6 | softmax | the sigmoid
def best_thresholds(logits, y, beta, candidates):
    P = logits.softmax(dim=1)
    return candidates[torch.stack([f_beta(P > t, y, beta) for t in candidates]).argmax(dim=0)]


# %% 06.6 | positions returned | a threshold, not its position
def best_thresholds(logits, y, beta, candidates):
    P = logits.sigmoid()
    return torch.stack([f_beta(P > t, y, beta) for t in candidates]).argmax(dim=0)


# %% 06.6 | the worst | the worst
def best_thresholds(logits, y, beta, candidates):
    P = logits.sigmoid()
    return candidates[torch.stack([f_beta(P > t, y, beta) for t in candidates]).argmin(dim=0)]


# %% 06.6 | 0.5 for all | all classes have the same threshold
def best_thresholds(logits, y, beta, candidates):
    return torch.full((y.shape[1],), 0.5)


# %% 06.6 | the largest of the wrong axis | shape
def best_thresholds(logits, y, beta, candidates):
    P = logits.sigmoid()
    return candidates[torch.stack([f_beta(P > t, y, beta) for t in candidates]).argmax(dim=1) % len(candidates)]


# %% 06.6 | always for F1 | another candidate reaches
def best_thresholds(logits, y, beta, candidates):
    P = logits.sigmoid()
    return candidates[torch.stack([f_beta(P > t, y, 1) for t in candidates]).argmax(dim=0)]


# %% 06.7 | hook left behind | number of hooks
def grad_cam(model, layer, X, c):
    maps, was_training = [], model.training
    layer.register_forward_hook(lambda module, inputs, output: maps.append(output.detach().requires_grad_()) or maps[0])
    logits = model.eval()(X)
    model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | hook left behind after an error | try and finally
def grad_cam(model, layer, X, c):
    maps, was_training = [], model.training
    hook = layer.register_forward_hook(
        lambda module, inputs, output: maps.append(output.detach().requires_grad_()) or maps[0]
    )
    logits = model.eval()(X)
    hook.remove()
    model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | all hooks cleared | number of hooks
def grad_cam(model, layer, X, c):
    maps, was_training = [], model.training
    layer.register_forward_hook(
        lambda module, inputs, output: maps.append(output.detach().requires_grad_()) or maps[-1]
    )
    try:
        logits = model.eval()(X)
    finally:
        layer._forward_hooks.clear()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | a frozen network not thought of | does not require grad
def grad_cam(model, layer, X, c):
    maps, was_training = [], model.training
    hook = layer.register_forward_hook(lambda module, inputs, output: maps.append(output))
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | backward fills the parameters' grad | the .grad of
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    logits[:, c].sum().backward()
    w = maps[0].grad.mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | not divided | by its largest value
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    return F.relu((w * maps[0]).sum(dim=1)).detach()


# %% 06.7 | divided by the largest of all pictures | its own largest value
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.max().clamp(min=1e-12)


# %% 06.7 | 0 divided by 0 | got nan
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True)


# %% 06.7 | no ReLU | what is negative becomes 0
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = (w * maps[0]).sum(dim=1).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | all logits | not of all logits
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits.sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | probability for logit | not of the probability
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X).softmax(dim=1)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | a gradient for each place | one weight for a map
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0]
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | weights shared by all pictures | weights of its own
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps, was_training = [], model.training
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(0, 2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | the network thawed | requires_grad of
def grad_cam(model, layer, X, c):
    maps, was_training = [], model.training
    hook = layer.register_forward_hook(lambda module, inputs, output: maps.append(output))
    try:
        logits = model.eval().requires_grad_(True)(X)
    finally:
        hook.remove()
        model.train(was_training)
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | left in evaluation | the mode of part
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps = []
    hook = layer.register_forward_hook(keep)
    try:
        logits = model.eval()(X)
    finally:
        hook.remove()
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.7 | the mode as it came | in training mode
def grad_cam(model, layer, X, c):
    def keep(module, inputs, output):
        maps.append(output.detach().requires_grad_())
        return maps[0]

    maps = []
    hook = layer.register_forward_hook(keep)
    try:
        logits = model(X)
    finally:
        hook.remove()
    w = torch.autograd.grad(logits[:, c].sum(), maps[0])[0].mean(dim=(2, 3), keepdim=True)
    heat = F.relu((w * maps[0]).sum(dim=1)).detach()
    return heat / heat.amax(dim=(1, 2), keepdim=True).clamp(min=1e-12)


# %% 06.8 | bins not weighted | weight each bin
def calibration_error(P, y, n_bins):
    confidence, chosen = P.max(dim=1)
    bins = (confidence * n_bins).long().clamp(max=n_bins - 1)
    gaps = [((chosen == y)[bins == b].float().mean() - confidence[bins == b].mean()).abs() for b in bins.unique()]
    return (sum(gaps) / len(gaps)).item()


# %% 06.8 | distances with their signs | counts as positive
def calibration_error(P, y, n_bins):
    confidence, chosen = P.max(dim=1)
    return ((chosen == y).float() - confidence).mean().item()


# %% 06.8 | one bin | one single bin
def calibration_error(P, y, n_bins):
    confidence, chosen = P.max(dim=1)
    return ((chosen == y).float() - confidence).mean().abs().item()


# %% 06.8 | single answers | bin by bin
def calibration_error(P, y, n_bins):
    confidence, chosen = P.max(dim=1)
    return ((chosen == y).float() - confidence).abs().mean().item()


# %% 06.8 | error rate | the error rate
def calibration_error(P, y, n_bins):
    return (P.argmax(dim=1) != y).float().mean().item()


# %% 06.8 | empty bins give nan | nan
def calibration_error(P, y, n_bins):
    confidence, chosen = P.max(dim=1)
    bins = (confidence * n_bins).long().clamp(max=n_bins - 1)
    parts = [(bins == b) for b in range(n_bins)]
    gaps = [((chosen == y)[r].float().mean() - confidence[r].mean()).abs() * r.sum() for r in parts]
    return (sum(gaps) / len(y)).item()


# %% 06.8 | 1.0 in a bin of its own | belongs to the last bin
def calibration_error(P, y, n_bins):
    confidence, chosen = P.max(dim=1)
    bins, error = (confidence * n_bins).long(), 0.0
    for b in range(n_bins):
        rows = bins == b
        if rows.any():
            error += (
                (chosen[rows] == y[rows]).float().mean() - confidence[rows].mean()
            ).abs().item() * rows.sum().item()
    return error / len(y)


# %% 06.8 | all probabilities, not the answers | only the answer counts
def calibration_error(P, y, n_bins):
    right, P = F.one_hot(y, P.shape[1]).float().flatten(), P.flatten()
    bins, error = (P * n_bins).long().clamp(max=n_bins - 1), 0.0
    for b in bins.unique():
        error += (right[bins == b].mean() - P[bins == b].mean()).abs().item() * (bins == b).sum().item()
    return error / len(P)


# %% 06.8 | equally full bins | bins by confidence
def calibration_error(P, y, n_bins):
    confidence, chosen = P.max(dim=1)
    parts = confidence.argsort().chunk(n_bins)
    gaps = [((chosen == y)[r].float().mean() - confidence[r].mean()).abs() * len(r) for r in parts]
    return (sum(gaps) / len(y)).item()


# %% 06.8 | squared distances | bins by confidence
def calibration_error(P, y, n_bins):
    confidence, chosen = P.max(dim=1)
    bins = (confidence * n_bins).long().clamp(max=n_bins - 1)
    parts = [bins == b for b in bins.unique()]
    gaps = [((chosen == y)[r].float().mean() - confidence[r].mean()).square() * r.sum() for r in parts]
    return (sum(gaps) / len(y)).item()


# %% 06.8 | multiplied by T | not logits · t
def fit_temperature(logits, y):
    ts = torch.logspace(math.log10(0.05), math.log10(20), 1000)
    return ts[torch.stack([F.cross_entropy(logits * t, y) for t in ts]).argmin()].item()


# %% 06.8 | probabilities divided | not the probabilities
def fit_temperature(logits, y):
    ts = torch.logspace(math.log10(0.05), math.log10(20), 1000)
    return ts[torch.stack([F.cross_entropy(logits.softmax(dim=1) / t, y) for t in ts]).argmin()].item()


# %% 06.8 | by the accuracy | cross-entropy is smallest
def fit_temperature(logits, y):
    ts = torch.logspace(math.log10(0.05), math.log10(20), 1000)
    return ts[torch.stack([((logits / t).argmax(dim=1) == y).float().mean() for t in ts]).argmax()].item()


# %% 06.8 | some small steps | cross-entropy is smallest
def fit_temperature(logits, y):
    T = torch.ones((), requires_grad=True)
    optimizer = torch.optim.SGD([T], lr=0.01)
    for _ in range(30):
        optimizer.zero_grad()
        F.cross_entropy(logits / T, y).backward()
        optimizer.step()
    return T.item()


# %% 06.8 | the range of the lesson | from 0.05 to 20
def fit_temperature(logits, y):
    ts = torch.linspace(0.5, 6, 111)
    return ts[torch.stack([F.cross_entropy(logits / t, y) for t in ts]).argmin()].item()


# %% 06.8 | only above 1 | nothing below 1
def fit_temperature(logits, y):
    ts = torch.linspace(1, 20, 1000)
    return ts[torch.stack([F.cross_entropy(logits / t, y) for t in ts]).argmin()].item()


# %% 06.8 | a tensor | expected a float
def fit_temperature(logits, y):
    ts = torch.logspace(math.log10(0.05), math.log10(20), 1000)
    return ts[torch.stack([F.cross_entropy(logits / t, y) for t in ts]).argmin()]


# %% 06.8 | the logarithm | that is log t
def fit_temperature(logits, y):
    ts = torch.logspace(math.log10(0.05), math.log10(20), 1000)
    return ts[torch.stack([F.cross_entropy(logits / t, y) for t in ts]).argmin()].log().item()


# %% 06.8 | nothing fitted | nothing has been fitted
def fit_temperature(logits, y):
    return 1.0


# %% 06.8 | by the squared error of the probabilities | cross-entropy is smallest
def fit_temperature(logits, y):
    ts, Y = torch.linspace(0.05, 20, 300), F.one_hot(y, logits.shape[1])
    return ts[torch.stack([((logits / t).softmax(dim=0) - Y).square().mean() for t in ts]).argmin()].item()


# %% 06.9 | dot products | divide by the lengths
def similar(Z, k):
    return (Z @ Z.T).fill_diagonal_(-torch.inf).topk(k, dim=1).indices


# %% 06.9 | distances | by distances
def similar(Z, k):
    return torch.cdist(Z, Z).fill_diagonal_(torch.inf).topk(k, dim=1, largest=False).indices


# %% 06.9 | itself found | its own neighbour
def similar(Z, k):
    D = F.normalize(Z, dim=1)
    return (D @ D.T).topk(k, dim=1).indices


# %% 06.9 | first of k + 1 dropped | its own neighbour
def similar(Z, k):
    D = F.normalize(Z, dim=1)
    return (D @ D.T).topk(k + 1, dim=1).indices[:, 1:]


# %% 06.9 | copies thrown out | a copy counts
def similar(Z, k):
    D = F.normalize(Z, dim=1)
    cosines = D @ D.T
    return cosines.masked_fill(cosines > 0.9999, -1.5).fill_diagonal_(-2).topk(k, dim=1).indices


# %% 06.9 | diagonal set to 0 | its own neighbour
def similar(Z, k):
    D = F.normalize(Z, dim=1)
    return (D @ D.T).fill_diagonal_(0).topk(k, dim=1).indices


# %% 06.9 | diagonal set to -1 | its own neighbour
def similar(Z, k):
    directions = F.normalize(Z, dim=1)
    return (directions @ directions.T).fill_diagonal_(-1).topk(k, dim=1).indices


# %% 06.9 | the least similar | smallest cosines
def similar(Z, k):
    D = F.normalize(Z, dim=1)
    return (D @ D.T).fill_diagonal_(2).topk(k, dim=1, largest=False).indices


# %% 06.9 | the worst first | the best first
def similar(Z, k):
    D = F.normalize(Z, dim=1)
    return (D @ D.T).fill_diagonal_(-2).topk(k, dim=1).indices.flip(1)


# %% 06.9 | zeros divided by zero | the cosine
def similar(Z, k):
    D = Z / Z.norm(dim=1, keepdim=True)
    return (D @ D.T).fill_diagonal_(-2).topk(k, dim=1).indices


# %% 06.9 | columns normalised | the cosine
def similar(Z, k):
    D = F.normalize(Z, dim=0)
    return (D @ D.T).fill_diagonal_(-2).topk(k, dim=1).indices


# %% 06.9 | cosines returned | not their cosines
def similar(Z, k):
    D = F.normalize(Z, dim=1)
    return (D @ D.T).fill_diagonal_(-2).topk(k, dim=1).values


# %% 06.9 | a loop | do without: loop
def similar(Z, k):
    rows = []
    for i in range(len(Z)):
        cosines = F.cosine_similarity(Z, Z[i : i + 1])
        cosines[i] = -2
        rows.append(cosines.topk(k).indices)
    return torch.stack(rows)


# %% 06.9 | features changed | changed the features
def similar(Z, k):
    Z /= Z.norm(dim=1, keepdim=True).clamp(min=1e-8)
    return (Z @ Z.T).fill_diagonal_(-2).topk(k, dim=1).indices


# %% 06.9 | pictures with any neighbour of the class | not of the pictures
def precision_at_k(neighbours, y):
    return (y[neighbours] == y[:, None]).any(dim=1).float().mean().item()


# %% 06.9 | the best neighbour alone | of all k neighbours
def precision_at_k(neighbours, y):
    return (y[neighbours[:, 0]] == y).float().mean().item()


# %% 06.9 | numbers of pictures taken for classes | what is their class
def precision_at_k(neighbours, y):
    return (neighbours == y[:, None]).float().mean().item()


# %% 06.9 | a tensor | takes a number out
def precision_at_k(neighbours, y):
    return (y[neighbours] == y[:, None]).float().mean()


# %% 06.10 | the head still called fc | shape of the logits
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.fc = head
    model.body.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=lr)
    model.eval()
    for _ in range(steps):
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return model(X_new)


# %% 06.10 | softmax left | one too many
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.head = head
    model.body.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=lr)
    model.eval()
    for _ in range(steps):
        loss = F.cross_entropy(model(X).softmax(dim=1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return model(X_new)


# %% 06.10 | training mode left | in training mode a batch norm moves it
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.head = head
    model.body.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=lr)
    for _ in range(steps):
        model.train()
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return model(X_new)


# %% 06.10 | statistics put back at the end | values differ
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.head, kept = head, copy.deepcopy(model.body.state_dict())
    model.body.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=lr)
    for _ in range(steps):
        model.train()
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.body.load_state_dict(kept)
    model.eval()
    with torch.no_grad():
        return model(X_new)


# %% 06.10 | dropout left on | dropout is on
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.head = head
    model.body.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=lr)
    model.eval()
    model.body[3].train()
    for _ in range(steps):
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        return model(X_new)


# %% 06.10 | the body not frozen | the body is frozen
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.head = head
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    model.eval()
    for _ in range(steps):
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return model(X_new)


# %% 06.10 | all frozen | your code raised
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.head = head
    model.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=lr)
    model.eval()
    for _ in range(steps):
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return model(X_new)


# %% 06.10 | optimizer built before the head | has not learned
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.body.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=lr)
    model.head = head
    model.eval()
    for _ in range(steps):
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return model(X_new)


# %% 06.10 | probabilities returned | not probabilities
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.head = head
    model.body.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=lr)
    model.eval()
    for _ in range(steps):
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return model(X_new).softmax(dim=1)


# %% 06.10 | a spare head left | a part has been added
def fixed_train_head(model, head, X, y, X_new, steps, lr):
    model.fc = model.head = head
    model.body.requires_grad_(False)
    model.old = nn.Linear(6, 4)
    optimizer = torch.optim.SGD(head.parameters(), lr=lr)
    model.eval()
    for _ in range(steps):
        loss = F.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return model(X_new)


# %% 06.11 | grey put into red | these pictures are red
def fixed_answer(pictures, body, saved):
    X = pictures[:, None] / 255
    X = torch.cat([X, torch.zeros_like(X), torch.zeros_like(X)], dim=1)
    X = (X - torch.tensor(saved["mean"])[:, None, None]) / torch.tensor(saved["std"])[:, None, None]
    with torch.no_grad():
        best = F.linear(body.eval()(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.11 | constants left | some other network
def fixed_answer(pictures, body, saved):
    X = pictures[:, None].expand(-1, 3, -1, -1) / 255
    mean, std = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    X = (X - mean[:, None, None]) / std[:, None, None]
    with torch.no_grad():
        best = F.linear(body.eval()(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.11 | names sorted | in another order
def fixed_answer(pictures, body, saved):
    X = pictures[:, None].expand(-1, 3, -1, -1) / 255
    X = (X - torch.tensor(saved["mean"])[:, None, None]) / torch.tensor(saved["std"])[:, None, None]
    with torch.no_grad():
        best = F.linear(body.eval()(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [sorted(saved["classes"])[i] for i in best.indices], best.values


# %% 06.11 | training mode left | depends on its neighbours
def fixed_answer(pictures, body, saved):
    X = pictures[:, None].expand(-1, 3, -1, -1) / 255
    X = (X - torch.tensor(saved["mean"])[:, None, None]) / torch.tensor(saved["std"])[:, None, None]
    with torch.no_grad():
        best = F.linear(body(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.11 | statistics of these pictures | are those of your pictures
def fixed_answer(pictures, body, saved):
    X = pictures[:, None].expand(-1, 3, -1, -1) / 255
    mean, std = X.mean(dim=(0, 2, 3)), X.std(dim=(0, 2, 3))
    X = (X - mean[:, None, None]) / std[:, None, None]
    with torch.no_grad():
        best = F.linear(body.eval()(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.11 | 255 dropped | between 0 and 1
def fixed_answer(pictures, body, saved):
    X = pictures[:, None].expand(-1, 3, -1, -1).float()
    X = (X - torch.tensor(saved["mean"])[:, None, None]) / torch.tensor(saved["std"])[:, None, None]
    with torch.no_grad():
        best = F.linear(body.eval()(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.11 | the file's names sorted in place | in another order
def fixed_answer(pictures, body, saved):
    saved = dict(saved, classes=sorted(saved["classes"]))
    X = pictures[:, None].expand(-1, 3, -1, -1) / 255
    X = (X - torch.tensor(saved["mean"])[:, None, None]) / torch.tensor(saved["std"])[:, None, None]
    with torch.no_grad():
        best = F.linear(body.eval()(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.11 | logits for probabilities | values differ
def fixed_answer(pictures, body, saved):
    X = pictures[:, None].expand(-1, 3, -1, -1) / 255
    X = (X - torch.tensor(saved["mean"])[:, None, None]) / torch.tensor(saved["std"])[:, None, None]
    with torch.no_grad():
        best = F.linear(body.eval()(X), **saved["head"]).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.11 | two bugs left | more than one bug
def fixed_answer(pictures, body, saved):
    X = pictures[:, None] / 255
    X = torch.cat([X, torch.zeros_like(X), torch.zeros_like(X)], dim=1)
    X = (X - torch.tensor(saved["mean"])[:, None, None]) / torch.tensor(saved["std"])[:, None, None]
    with torch.no_grad():
        best = F.linear(body(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.11 | graph kept | still hold a graph
def fixed_answer(pictures, body, saved):
    X = pictures[:, None].expand(-1, 3, -1, -1) / 255
    X = (X - torch.tensor(saved["mean"])[:, None, None]) / torch.tensor(saved["std"])[:, None, None]
    best = F.linear(body.eval()(X), **saved["head"]).softmax(dim=1).max(dim=1)
    return [saved["classes"][i] for i in best.indices], best.values


# %% 06.12 | always the same class | classes 0 to 4
def few_shot(body, X, y, X_new):
    return torch.full((len(X_new),), 2, device=X.device)


# %% 06.12 | nearest pixels | of the unseen objects are right
def few_shot(body, X, y, X_new):
    means = torch.stack([X[y == c].flatten(1).mean(dim=0) for c in range(5)])
    return torch.cdist(X_new.flatten(1), means).argmin(dim=1)


# %% 06.12 | training mode | in training mode
def few_shot(body, X, y, X_new):
    with torch.no_grad():
        Z, Z_new = body((X - 0.5) / 0.5), body((X_new - 0.5) / 0.5)
    means = torch.stack([Z[y == c].mean(dim=0) for c in range(5)])
    return torch.cdist(Z_new, means).argmin(dim=1)


# %% 06.12 | training mode, pictures made larger | in training mode
def few_shot(body, X, y, X_new):
    with torch.no_grad():
        Z, Z_new = (body(F.interpolate(t, (128, 128), mode="bilinear") * 2 - 1) for t in (X, X_new))
    means = torch.stack([Z[y == c].mean(dim=0) for c in range(5)])
    return torch.cdist(Z_new, means).argmin(dim=1)


# %% 06.12 | a network from scratch | of the unseen objects are right
def few_shot(body, X, y, X_new):
    torch.manual_seed(0)
    layers = [nn.Conv2d(3, 16, 5, stride=4), nn.ReLU(), nn.Conv2d(16, 16, 3, stride=2), nn.ReLU(), nn.Flatten()]
    net = nn.Sequential(*layers, nn.LazyLinear(5)).to(X.device)
    net(X)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.003)
    for _ in range(40):
        optimizer.zero_grad()
        F.cross_entropy(net(X), y).backward()
        optimizer.step()
    return net(X_new).argmax(dim=1)


# %% 06.12 | pictures made smaller | of the unseen objects are right
def few_shot(body, X, y, X_new):
    body.eval()
    with torch.no_grad():
        Z, Z_new = (body((F.interpolate(t, (32, 32), mode="bilinear") - 0.5) / 0.5) for t in (X, X_new))
    means = torch.stack([Z[y == c].mean(dim=0) for c in range(5)])
    return torch.cdist(Z_new, means).argmin(dim=1)


# %% 06.12 | pictures as they come | pictures
def few_shot(body, X, y, X_new):
    body.eval()
    with torch.no_grad():
        Z, Z_new = (F.normalize(body((P - 0.5) / 0.5).clamp(min=0).sqrt(), dim=1) for P in (X, X_new))
    means = torch.stack([Z[y == c].mean(dim=0) for c in range(5)])
    return torch.cdist(Z_new, means).argmin(dim=1)


# %% 06.12 | the contract forgotten | minus 0.5, divided by 0.5
def few_shot(body, X, y, X_new):
    body.eval()
    with torch.no_grad():
        Z, Z_new = (F.normalize(body(F.interpolate(t, (160, 160), mode="bilinear")), dim=1) for t in (X, X_new))
    means = torch.stack([Z[y == c].mean(dim=0) for c in range(5)])
    return torch.cdist(Z_new, means).argmin(dim=1)


# %% 06.12 | an untrained head | of the unseen objects are right
def few_shot(body, X, y, X_new):
    torch.manual_seed(1)
    with torch.no_grad():
        return nn.Linear(1280, 5).to(X.device)(body.eval()((X_new - 0.5) / 0.5)).argmax(dim=1)


# %% 06.12 | logits returned | shape of the result
def few_shot(body, X, y, X_new):
    body.eval()
    with torch.no_grad():
        Z, Z_new = body((X - 0.5) / 0.5), body((X_new - 0.5) / 0.5)
    means = torch.stack([Z[y == c].mean(dim=0) for c in range(5)])
    return -torch.cdist(Z_new, means)


# %% 06.12 | classes of the training pictures | shape of the result
def few_shot(body, X, y, X_new):
    body.eval()
    with torch.no_grad():
        Z = body((X - 0.5) / 0.5)
    means = torch.stack([Z[y == c].mean(dim=0) for c in range(5)])
    return torch.cdist(Z, means).argmin(dim=1)


# %% 06.12 | a head that was trained before, for other names | classes 0 to 4
def few_shot(body, X, y, X_new):
    return (X_new.mean(dim=(1, 2, 3)) * 5).long().clamp(max=4)
