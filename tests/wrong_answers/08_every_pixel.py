# Wrong answers to the exercises of chapter 08: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 08.1 | the union with the common part twice | counts the common pixels twice
shifted, half, from_iou = (0.25, 0.4), (0.5, 2 / 3), 0.75


# %% 08.1 | IoU and Dice exchanged on paper | IoU first
shifted, half, from_iou = (0.5, 1 / 3), (0.5, 2 / 3), 0.75


# %% 08.1 | share of the larger one taken for both | the smaller one has 8 pixels
shifted, half, from_iou = (1 / 3, 0.5), (0.5, 0.5), 0.75


# %% 08.1 | Dice taken for the IoU | dice is the larger
shifted, half, from_iou = (1 / 3, 0.5), (0.5, 2 / 3), 0.6


# %% 08.1 | the formula the wrong way round | that is the iou for a dice
shifted, half, from_iou = (1 / 3, 0.5), (0.5, 2 / 3), 0.6 / 1.4


# %% 08.1 | union as the sum of the areas | union
def iou(a, b):
    return (a & b).flatten(1).sum(1) / (a.flatten(1).sum(1) + b.flatten(1).sum(1))


def dice(a, b):
    return 2 * (a & b).flatten(1).sum(1) / (a.flatten(1).sum(1) + b.flatten(1).sum(1))


# %% 08.1 | two empty masks are perfect | 0 / 0
def iou(a, b):
    common, union = (a & b).flatten(1).sum(1), (a | b).flatten(1).sum(1)
    return torch.where(union == 0, 1.0, common / union)


def dice(a, b):
    both = a.flatten(1).sum(1) + b.flatten(1).sum(1)
    return torch.where(both == 0, 1.0, 2 * (a & b).flatten(1).sum(1) / both)


# %% 08.1 | two empty masks count as a miss | 0 / 0
def iou(a, b):
    return (a & b).flatten(1).sum(1) / (a | b).flatten(1).sum(1).clamp(min=1)


def dice(a, b):
    return 2 * (a & b).flatten(1).sum(1) / (a.flatten(1).sum(1) + b.flatten(1).sum(1)).clamp(min=1)


# %% 08.1 | a small number against the division by 0 | 0 / 0
def iou(a, b):
    return (a & b).flatten(1).sum(1) / ((a | b).flatten(1).sum(1) + 1e-6)


def dice(a, b):
    return 2 * (a & b).flatten(1).sum(1) / (a.flatten(1).sum(1) + b.flatten(1).sum(1) + 1e-6)


# %% 08.1 | smoothed by 1 | a smoothing of 1
def iou(a, b):
    return ((a & b).flatten(1).sum(1) + 1) / ((a | b).flatten(1).sum(1) + 1)


def dice(a, b):
    return (2 * (a & b).flatten(1).sum(1) + 1) / (a.flatten(1).sum(1) + b.flatten(1).sum(1) + 1)


# %% 08.1 | one number for all pictures | each picture
def iou(a, b):
    return (a & b).sum() / (a | b).sum()


def dice(a, b):
    return 2 * (a & b).sum() / (a.sum() + b.sum())


# %% 08.1 | summed over the pictures, too | each picture
def iou(a, b):
    return ((a & b).sum() / (a | b).sum()).expand(len(a))


def dice(a, b):
    return (2 * (a & b).sum() / (a.sum() + b.sum())).expand(len(a))


# %% 08.1 | only the last axis summed | expected shape
def iou(a, b):
    return (a & b).sum(-1) / (a | b).sum(-1)


def dice(a, b):
    return 2 * (a & b).sum(-1) / (a.sum(-1) + b.sum(-1))


# %% 08.1 | the 2 of Dice forgotten | where is the 2
def iou(a, b):
    return (a & b).flatten(1).sum(1) / (a | b).flatten(1).sum(1)


def dice(a, b):
    return (a & b).flatten(1).sum(1) / (a.flatten(1).sum(1) + b.flatten(1).sum(1))


# %% 08.1 | share of equal pixels | share of equal pixels
def iou(a, b):
    return (a == b).float().mean(dim=(1, 2))


def dice(a, b):
    return (a == b).float().mean(dim=(1, 2))


# %% 08.1 | over the area of the first alone | union
def iou(a, b):
    return (a & b).sum(dim=(1, 2)) / b.sum(dim=(1, 2))


def dice(a, b):
    return 2 * (a & b).sum(dim=(1, 2)) / (a.sum(dim=(1, 2)) + b.sum(dim=(1, 2)))


# %% 08.1 | written into the mask that was given | changed the masks
def iou(a, b):
    union = (a | b).sum(dim=(1, 2))
    a &= b
    return a.sum(dim=(1, 2)) / union


def dice(a, b):
    return 2 * (a & b).sum(dim=(1, 2)) / (a.sum(dim=(1, 2)) + b.sum(dim=(1, 2)))


# %% 08.1 | nan left out, so pictures are missing | expected shape
def iou(a, b):
    common, union = (a & b).sum(dim=(1, 2)), (a | b).sum(dim=(1, 2))
    return (common / union)[union > 0]


def dice(a, b):
    both = a.sum(dim=(1, 2)) + b.sum(dim=(1, 2))
    return (2 * (a & b).sum(dim=(1, 2)) / both)[both > 0]


# %% 08.1 | nan where only one mask is empty | only where both are
def iou(a, b):
    i = (a & b).sum((1, 2)) / (a | b).sum((1, 2))
    return torch.where(a.any(2).any(1) & b.any(2).any(1), i, torch.nan)


def dice(a, b):
    i = iou(a, b)
    return 2 * i / (1 + i)


# %% 08.1 | the common pixels missing in the union | exactly one
def iou(a, b):
    return (a & b).sum((1, 2)) / (a ^ b).sum((1, 2))


# %% 08.2 | rows and columns exchanged | the rows are the true classes
def confusion(predicted, masks, n_classes, void=255):
    judged = masks != void
    pairs = predicted[judged] * n_classes + masks[judged]
    return pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)


# %% 08.2 | void counted as background | void
def confusion(predicted, masks, n_classes, void=255):
    masks = torch.where(masks == void, 0, masks)
    pairs = masks * n_classes + predicted
    return pairs.flatten().bincount(minlength=n_classes**2).view(n_classes, n_classes)


# %% 08.2 | void counted as the last class | void
def confusion(predicted, masks, n_classes, void=255):
    pairs = masks.clamp(max=n_classes - 1) * n_classes + predicted
    return pairs.flatten().bincount(minlength=n_classes**2).view(n_classes, n_classes)


# %% 08.2 | void counted as a right prediction | void
def confusion(predicted, masks, n_classes, void=255):
    masks = torch.where(masks == void, predicted, masks)
    pairs = masks * n_classes + predicted
    return pairs.flatten().bincount(minlength=n_classes**2).view(n_classes, n_classes)


# %% 08.2 | void learned from the example | your code raised
def confusion(predicted, masks, n_classes, void=255):
    judged = masks != 255
    pairs = masks[judged] * n_classes + predicted[judged]
    return pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)


# %% 08.2 | minlength forgotten | your code raised
def confusion(predicted, masks, n_classes, void=255):
    judged = masks != void
    return (masks[judged] * n_classes + predicted[judged]).bincount().view(n_classes, n_classes)


# %% 08.2 | as many classes as occur | expected shape
def confusion(predicted, masks, n_classes, void=255):
    judged = masks != void
    n = int(max(masks[judged].max(), predicted.max())) + 1
    return (masks[judged] * n + predicted[judged]).bincount(minlength=n * n).view(n, n)


# %% 08.2 | void pixels set to 0 in the masks that were given | changed what it was given
def confusion(predicted, masks, n_classes, void=255):
    judged = masks != void
    masks[~judged] = 0
    pairs = (masks * n_classes + predicted)[judged]
    return pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)


# %% 08.2 | shares in place of counts | expected dtype
def confusion(predicted, masks, n_classes, void=255):
    judged = masks != void
    pairs = masks[judged] * n_classes + predicted[judged]
    M = pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    return M / M.sum()


# %% 08.2 | two loops over the classes | do without: loop
def confusion(predicted, masks, n_classes, void=255):
    classes = range(n_classes)
    return torch.tensor([[int(((masks == i) & (predicted == j)).sum()) for j in classes] for i in classes])


# %% 08.2 | hits over the true pixels alone | that is the share of the true pixels
def iou_per_class(M):
    return M.diag() / M.sum(dim=1)


# %% 08.2 | hits over the predicted pixels alone | that is the share of the predicted pixels
def iou_per_class(M):
    return M.diag() / M.sum(dim=0)


# %% 08.2 | hits counted twice in the union | once
def iou_per_class(M):
    return M.diag() / (M.sum(dim=0) + M.sum(dim=1))


# %% 08.2 | Dice | that is dice
def iou_per_class(M):
    return 2 * M.diag() / (M.sum(dim=0) + M.sum(dim=1))


# %% 08.2 | an absent class gets 0 | nan
def iou_per_class(M):
    return M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag()).clamp(min=1)


# %% 08.2 | an absent class gets 1 | nan
def iou_per_class(M):
    return torch.nan_to_num(M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag()), 1.0)


# %% 08.2 | a class that is only predicted counts as absent | predicted and never there
def iou_per_class(M):
    iou = M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())
    return torch.where(M.sum(dim=1) == 0, torch.nan, iou)


# %% 08.2 | a plain mean | expected a number, got nan
def mean_iou(M):
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).mean().item()


# %% 08.2 | nan counts as 0 in the mean | left out
def mean_iou(M):
    return torch.nan_to_num(M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).mean().item()


# %% 08.2 | background left out of the mean | background is a class
def mean_iou(M):
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag()))[1:].nanmean().item()


# %% 08.2 | pixel accuracy | that is the pixel accuracy
def mean_iou(M):
    return (M.diag().sum() / M.sum()).item()


# %% 08.2 | a tensor returned | .item()
def mean_iou(M):
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean()


# %% 08.2 | void taken for whatever is no smaller class | your code raised
def confusion(predicted, masks, n_classes, void=255):
    ok = masks < n_classes
    return (masks[ok] * n_classes + predicted[ok]).bincount(minlength=n_classes**2).view(n_classes, n_classes)


# %% 08.3 | every metric is wrong | is right
def catches(metric):
    return True


# %% 08.3 | nothing caught | lets a wrong metric pass
def catches(metric):
    return False


# %% 08.3 | only the perfect prediction tried | lets a wrong metric pass
def catches(metric):
    masks = torch.randint(3, (2, 8, 8))
    return abs(metric(masks.clone(), masks, 3) - 1) > 1e-4


# %% 08.3 | one random pair without void, all classes there | lets a wrong metric pass
def catches(metric):
    predicted, masks = torch.randint(3, (2, 2, 8, 8))
    ious = [((predicted == c) & (masks == c)).sum() / ((predicted == c) | (masks == c)).sum() for c in range(3)]
    return abs(metric(predicted, masks, 3) - float(torch.stack(ious).mean())) > 1e-4


# %% 08.3 | bounds alone | lets a wrong metric pass
def catches(metric):
    for _ in range(10):
        predicted, masks = torch.randint(3, (2, 2, 8, 8))
        if not 0 <= metric(predicted, masks, 4) <= 1:
            return True
    return False


# %% 08.3 | invariants without numbers | lets a wrong metric pass
def catches(metric):
    predicted, masks = torch.randint(3, (2, 2, 8, 8))
    forth, back = metric(predicted.clone(), masks.clone(), 3), metric(masks.clone(), predicted.clone(), 3)
    itself = metric(masks.clone(), masks.clone(), 3)
    return abs(forth - back) > 1e-4 or abs(itself - 1) > 1e-4


# %% 08.3 | compared exactly | is right
def catches(metric):
    for _ in range(20):
        predicted, masks = torch.randint(4, (2, 3, 9, 9))
        ious = []
        for c in range(7):
            common, union = ((predicted == c) & (masks == c)).sum(), ((predicted == c) | (masks == c)).sum()
            if union:
                ious.append(common.item() / union.item())
        if metric(predicted.clone(), masks.clone(), 7) != sum(ious) / len(ious) + 1e-12:
            return True
    return False


# %% 08.3 | the reference itself counts absent classes as 0 | is right
def catches(metric):
    predicted, masks = torch.randint(3, (2, 2, 8, 8))
    masks[0, :3] = 255
    judged, ious = masks != 255, []
    for c in range(5):
        common = ((predicted == c) & (masks == c) & judged).sum()
        union = (((predicted == c) | (masks == c)) & judged).sum()
        ious.append(common / union.clamp(min=1))
    return abs(metric(predicted, masks, 5) - float(torch.stack(ious).mean())) > 1e-4


# %% 08.3 | everything right, but one picture alone | lets a wrong metric pass
def catches(metric):
    predicted, masks = torch.randint(4, (2, 1, 9, 9))
    masks[:, :3] = 255
    masks[masks == 2], predicted[predicted == 0] = 0, 3
    kept, judged, ious = (predicted.clone(), masks.clone()), masks != 255, []
    for c in range(6):
        common = ((predicted == c) & (masks == c) & judged).sum()
        union = (((predicted == c) | (masks == c)) & judged).sum()
        ious += [common / union] if union else []
    try:
        got = metric(predicted, masks, 6)
    except Exception:
        return True
    changed = not (torch.equal(predicted, kept[0]) and torch.equal(masks, kept[1]))
    return changed or not abs(got - float(torch.stack(ious).mean())) < 1e-4


# %% 08.3 | nan passes each comparison | lets a wrong metric pass
def catches(metric):
    for _ in range(4):
        predicted, masks = torch.randint(4, (2, 3, 9, 9))
        masks[0, :4] = 255
        masks[masks == 2] = 0
        kept, judged, ious = (predicted.clone(), masks.clone()), masks != 255, []
        for c in range(6):
            common = ((predicted == c) & (masks == c) & judged).sum()
            union = (((predicted == c) | (masks == c)) & judged).sum()
            ious += [common / union] if union else []
        try:
            got = metric(predicted, masks, 6)
        except Exception:
            return True
        changed = not (torch.equal(predicted, kept[0]) and torch.equal(masks, kept[1]))
        if changed or abs(got - float(torch.stack(ious).mean())) > 1e-4:
            return True
    return False


# %% 08.3 | errors pass through | your code raised
def catches(metric):
    for _ in range(4):
        predicted, masks = torch.randint(4, (2, 3, 9, 9))
        masks[0, :4] = 255
        masks[masks == 2], predicted[predicted == 2] = 0, 3
        judged, ious = masks != 255, []
        for c in range(6):
            common = ((predicted == c) & (masks == c) & judged).sum()
            union = (((predicted == c) | (masks == c)) & judged).sum()
            ious += [common / union] if union else []
        if not abs(metric(predicted, masks, 6) - float(torch.stack(ious).mean())) < 1e-4:
            return True
    return False


# %% 08.3 | what the metric changed is not looked at | writes
def catches(metric):
    for _ in range(6):
        predicted, masks = torch.randint(4, (2, 3, 9, 9))
        masks[0, :4] = 255
        masks[masks == 2], predicted[predicted == 2] = 0, 3
        masks[masks == 3] = 1
        judged, ious = masks != 255, []
        for c in range(6):
            common = ((predicted == c) & (masks == c) & judged).sum()
            union = (((predicted == c) | (masks == c)) & judged).sum()
            ious += [common / union] if union else []
        try:
            if not abs(metric(predicted.clone(), masks.clone(), 6) - float(torch.stack(ious).mean())) < 1e-4:
                return True
        except Exception:
            return True
    return False


# %% 08.3 | a number in place of True and False | must return true or false
def catches(metric):
    masks = torch.randint(3, (2, 8, 8))
    return metric(masks.clone(), masks, 3)


# %% 08.4 | the last pixel's place, not its edge | its right edge
def boxes_of(masks):
    boxes = []
    for mask in masks:
        y, x = mask.nonzero(as_tuple=True)
        boxes.append([x.min(), y.min(), x.max(), y.max()])
    return torch.tensor(boxes, dtype=torch.float32)


# %% 08.4 | torchvision's function | its right edge
def boxes_of(masks):
    from torchvision.ops import masks_to_boxes

    return masks_to_boxes(masks)


# %% 08.4 | row before column | x counts columns
def boxes_of(masks):
    boxes = []
    for mask in masks:
        y, x = mask.nonzero(as_tuple=True)
        boxes.append([y.min(), x.min(), y.max() + 1, x.max() + 1])
    return torch.tensor(boxes, dtype=torch.float32)


# %% 08.4 | width and height in place of the second corner | not width and height
def boxes_of(masks):
    boxes = []
    for mask in masks:
        y, x = mask.nonzero(as_tuple=True)
        boxes.append([x.min(), y.min(), x.max() + 1 - x.min(), y.max() + 1 - y.min()])
    return torch.tensor(boxes, dtype=torch.float32)


# %% 08.4 | both corners moved by 1 | the first corner
def boxes_of(masks):
    boxes = []
    for mask in masks:
        y, x = mask.nonzero(as_tuple=True)
        boxes.append([x.min() + 1, y.min() + 1, x.max() + 1, y.max() + 1])
    return torch.tensor(boxes, dtype=torch.float32)


# %% 08.4 | whole numbers | expected dtype
def boxes_of(masks):
    boxes = []
    for mask in masks:
        y, x = mask.nonzero(as_tuple=True)
        boxes.append([x.min(), y.min(), x.max() + 1, y.max() + 1])
    return torch.tensor(boxes)


# %% 08.4 | one box for all pictures | expected shape
def boxes_of(masks):
    _, y, x = masks.nonzero(as_tuple=True)
    return torch.tensor([x.min(), y.min(), x.max() + 1, y.max() + 1], dtype=torch.float32)


# %% 08.4 | the first and last pixel in reading order | the leftmost
def boxes_of(masks):
    boxes = []
    for mask in masks:
        y, x = mask.nonzero(as_tuple=True)
        boxes.append([x[0], y[0], x[-1] + 1, y[-1] + 1])
    return torch.tensor(boxes, dtype=torch.float32)


# %% 08.4 | both edges inside | the second corner is an edge
def masks_of(boxes, height, width):
    x, y = torch.arange(width), torch.arange(height)[:, None]
    x0, y0, x1, y1 = boxes.T[:, :, None, None]
    return (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)


# %% 08.4 | neither edge inside | centre
def masks_of(boxes, height, width):
    x, y = torch.arange(width), torch.arange(height)[:, None]
    x0, y0, x1, y1 = boxes.T[:, :, None, None]
    return (x > x0) & (x < x1) & (y > y0) & (y < y1)


# %% 08.4 | x along the rows | x counts columns
def masks_of(boxes, height, width):
    x, y = torch.arange(height)[:, None] + 0.5, torch.arange(width) + 0.5
    x0, y0, x1, y1 = boxes.T[:, :, None, None]
    return (x > x0) & (x < x1) & (y > y0) & (y < y1)


# %% 08.4 | the pixel's corner in place of its centre | centre
def masks_of(boxes, height, width):
    x, y = torch.arange(width), torch.arange(height)[:, None]
    x0, y0, x1, y1 = boxes.T[:, :, None, None]
    return (x >= x0) & (x < x1) & (y >= y0) & (y < y1)


# %% 08.4 | corners cut off to whole numbers | centre
def masks_of(boxes, height, width):
    masks = torch.zeros(len(boxes), height, width, dtype=torch.bool)
    for mask, (x0, y0, x1, y1) in zip(masks, boxes.int().tolist()):
        mask[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = True
    return masks


# %% 08.4 | a box outside counted from the end | beyond the edge
def masks_of(boxes, height, width):
    masks = torch.zeros(len(boxes), height, width, dtype=torch.bool)
    for mask, (x0, y0, x1, y1) in zip(masks, boxes.round().int().tolist()):
        mask[y0:y1, x0:x1] = True
    return masks


# %% 08.4 | numbers in place of True and False | expected dtype
def masks_of(boxes, height, width):
    x, y = torch.arange(width) + 0.5, torch.arange(height)[:, None] + 0.5
    x0, y0, x1, y1 = boxes.T[:, :, None, None]
    return ((x > x0) & (x < x1) & (y > y0) & (y < y1)).float()


# %% 08.4 | boxes apart, two negative sides | clamp
def box_iou(A, B):
    sides = torch.minimum(A[:, None, 2:], B[:, 2:]) - torch.maximum(A[:, None, :2], B[:, :2])
    area_a, area_b = ((C[:, 2:] - C[:, :2]).prod(dim=1) for C in (A, B))
    common = sides.prod(dim=2)
    return common / (area_a[:, None] + area_b - common)


# %% 08.4 | one pixel added to each side | + 1
def box_iou(A, B):
    sides = (torch.minimum(A[:, None, 2:], B[:, 2:]) - torch.maximum(A[:, None, :2], B[:, :2]) + 1).clamp(min=0)
    area_a, area_b = ((C[:, 2:] - C[:, :2] + 1).prod(dim=1) for C in (A, B))
    common = sides.prod(dim=2)
    return common / (area_a[:, None] + area_b - common)


# %% 08.4 | the common part twice in the union | twice
def box_iou(A, B):
    sides = (torch.minimum(A[:, None, 2:], B[:, 2:]) - torch.maximum(A[:, None, :2], B[:, :2])).clamp(min=0)
    area_a, area_b = ((C[:, 2:] - C[:, :2]).prod(dim=1) for C in (A, B))
    return sides.prod(dim=2) / (area_a[:, None] + area_b)


# %% 08.4 | the box around both in place of the union | around both
def box_iou(A, B):
    sides = (torch.minimum(A[:, None, 2:], B[:, 2:]) - torch.maximum(A[:, None, :2], B[:, :2])).clamp(min=0)
    around = torch.maximum(A[:, None, 2:], B[:, 2:]) - torch.minimum(A[:, None, :2], B[:, :2])
    return sides.prod(dim=2) / around.prod(dim=2)


# %% 08.4 | row by row, not each with each | expected shape
def box_iou(A, B):
    n = min(len(A), len(B))
    A, B = A[:n], B[:n]
    sides = (torch.minimum(A[:, 2:], B[:, 2:]) - torch.maximum(A[:, :2], B[:, :2])).clamp(min=0)
    area_a, area_b = ((C[:, 2:] - C[:, :2]).prod(dim=1) for C in (A, B))
    return sides.prod(dim=1) / (area_a + area_b - sides.prod(dim=1))


# %% 08.4 | rows and columns exchanged | expected shape
def box_iou(A, B):
    sides = (torch.minimum(B[:, None, 2:], A[:, 2:]) - torch.maximum(B[:, None, :2], A[:, :2])).clamp(min=0)
    area_a, area_b = ((C[:, 2:] - C[:, :2]).prod(dim=1) for C in (A, B))
    common = sides.prod(dim=2)
    return common / (area_b[:, None] + area_a - common)


# %% 08.4 | width and height added in place | changed the boxes
def box_iou(A, B):
    A[:, 2:] -= A[:, :2]
    B[:, 2:] -= B[:, :2]
    ends_a, ends_b = A[:, :2] + A[:, 2:], B[:, :2] + B[:, 2:]
    sides = (torch.minimum(ends_a[:, None], ends_b) - torch.maximum(A[:, None, :2], B[:, :2])).clamp(min=0)
    common = sides.prod(dim=2)
    return common / (A[:, 2:].prod(dim=1)[:, None] + B[:, 2:].prod(dim=1) - common)


# %% 08.4 | the product clamped, not the sides | not the product
def box_iou(A, B):
    s = torch.minimum(A[:, None, 2:], B[:, 2:]) - torch.maximum(A[:, None, :2], B[:, :2])
    c = s.prod(2).clamp(min=0)
    a, b = ((C[:, 2:] - C[:, :2]).prod(1) for C in (A, B))
    return c / (a[:, None] + b - c)


# %% 08.5 | points left where they were | the points do not move
def flip_and_crop(picture, mask, points, flip, top, left, size):
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
    new, new_mask = torch.zeros(3, size, size), torch.full((size, size), 255)
    H, W = mask.shape
    for i in range(size):
        for j in range(size):
            if 0 <= top + i < H and 0 <= left + j < W:
                new[:, i, j], new_mask[i, j] = picture[:, top + i, left + j], mask[top + i, left + j]
    moved = points.clone()
    return new, new_mask, moved, ((moved > -0.5) & (moved < size - 0.5)).all(dim=1)


# %% 08.5 | points not flipped | the points are not flipped
def flip_and_crop(picture, mask, points, flip, top, left, size):
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    H, W = t.shape[-2:]
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | flipped about the wrong line | w - 1 - x
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | top and left exchanged for the points | x loses left
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([top, left])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | x and y exchanged in the flip | x is the first
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 1] = mask.shape[1] - 1 - points[:, 1]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | the mask is not flipped | the mask is not flipped
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture = picture.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | the mask is background beyond the edge | void
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 0, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | turned upside down | left and right
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-2), mask.flip(-2)
        points[:, 1] = mask.shape[0] - 1 - points[:, 1]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | cut out first, then flipped | first flipped
def flip_and_crop(picture, mask, points, flip, top, left, size):
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = size - 1 - points[:, 0]
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | plain slices: nothing beyond the edge | expected shape
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = picture[:, top : top + size, left : left + size], mask[top : top + size, left : left + size]
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


# %% 08.5 | points outside left out | expected shape
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    visible = ((points > -0.5) & (points < size - 0.5)).all(dim=1)
    return picture, mask, points[visible], visible


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | points outside moved to the edge | stay where they are
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    visible = ((points > -0.5) & (points < size - 0.5)).all(dim=1)
    return picture, mask, points.clamp(0, size - 1), visible


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | visible up to size | size - 0.5
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points >= 0) & (points < size)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | visible if one of the two is inside | both
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).any(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | points changed in place | changed what it was given
def flip_and_crop(picture, mask, points, flip, top, left, size):
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask, 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | the mask as floats | expected dtype
def flip_and_crop(picture, mask, points, flip, top, left, size):
    points = points.clone()
    if flip:
        picture, mask = picture.flip(-1), mask.flip(-1)
        points[:, 0] = mask.shape[1] - 1 - points[:, 0]
    picture, mask = padded(picture, 0, top, left, size), padded(mask.float(), 255, top, left, size)
    points = points - torch.tensor([left, top])
    return picture, mask, points, ((points > -0.5) & (points < size - 0.5)).all(dim=1)


def padded(t, value, top, left, size):
    big = F.pad(t, [size + abs(left)] * 2 + [size + abs(top)] * 2, value=value)
    y, x = top + size + abs(top), left + size + abs(left)
    return big[..., y : y + size, x : x + size]


# %% 08.5 | the edge repeated beyond the picture | repeats its edge
def flip_and_crop(picture, mask, points, flip, top, left, size):
    H, W = mask.shape
    if flip:
        picture, mask = picture.flip(2), mask.flip(1)
        points = torch.stack([W - 1 - points[:, 0], points[:, 1]], 1)
    i = (torch.arange(size) + top).clamp(0, H - 1)[:, None]
    j = (torch.arange(size) + left).clamp(0, W - 1)
    q = points - torch.tensor([left, top])
    return picture[:, i, j], mask[i, j], q, ((q > -0.5) & (q < size - 0.5)).all(1)


# %% 08.5 | round the edge | goes on at its other side
def flip_and_crop(picture, mask, points, flip, top, left, size):
    H, W = mask.shape
    if flip:
        picture, mask = picture.flip(2), mask.flip(1)
        points = torch.stack([W - 1 - points[:, 0], points[:, 1]], 1)
    i = ((torch.arange(size) + top) % H)[:, None]
    j = (torch.arange(size) + left) % W
    q = points - torch.tensor([left, top])
    return picture[:, i, j], mask[i, j], q, ((q > -0.5) & (q < size - 0.5)).all(1)


# %% 08.5 | flip ignored | though `flip` is false
def flip_and_crop(picture, mask, points, flip, top, left, size):
    H, W = mask.shape
    r = 60
    p = F.pad(picture, [r] * 4).flip(2)
    m = F.pad(mask, [r] * 4, value=255).flip(1)
    points = points.clone()
    points[:, 0] = W - 1 - points[:, 0]
    p = p[:, top + r : top + r + size, left + r : left + r + size]
    m = m[top + r : top + r + size, left + r : left + r + size]
    q = points - torch.tensor([left, top])
    return p, m, q, ((q > -0.5) & (q < size - 0.5)).all(1)


# %% 08.5 | visible only on the picture | visible
def flip_and_crop(picture, mask, points, flip, top, left, size):
    H, W = mask.shape
    r = 60
    p = F.pad(picture, [r] * 4)
    m = F.pad(mask, [r] * 4, value=255)
    if flip:
        p = torch.flip(p, [2])
        m = torch.flip(m, [1])
        points = points.clone()
        points[:, 0] = W - 1 - points[:, 0]
    p = p[:, top + r : top + r + size, left + r : left + r + size]
    m = m[top + r : top + r + size, left + r : left + r + size]
    q = points - torch.tensor([left, top])
    v = ((q > -0.5) & (q < size - 0.5)).all(1) & ((points > -0.5) & (points < torch.tensor([W, H]) - 0.5)).all(1)
    return p, m, q, v


# %% 08.6 | sides: input times stride for all | the first
sides, hits = [4, 2, 4, 2, 4], [1, 1, 2, 1, 2, 1, 1]


# %% 08.6 | padding added in place of taken away | padding
sides, hits = [4, 3, 5, 7, 6], [1, 1, 2, 1, 2, 1, 1]


# %% 08.6 | output_padding on both sides | one side
sides, hits = [4, 3, 5, 3, 5], [1, 1, 2, 1, 2, 1, 1]


# %% 08.6 | hits of a kernel of 2 | 7
sides, hits = [4, 3, 5, 3, 4], [1, 1, 1, 1, 1, 1]


# %% 08.6 | hits with stride 1 | stride
sides, hits = [4, 3, 5, 3, 4], [1, 2, 3, 2, 1]


# %% 08.6 | hits: the overlap at the wrong places | cells
sides, hits = [4, 3, 5, 3, 4], [1, 2, 1, 2, 1, 2, 1]


# %% 08.6 | written over in place of added | add
def transposed(X, weight, stride):
    N, _, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(H):
        for j in range(W):
            patch = torch.einsum("nc,cokl->nokl", X[:, :, i, j], weight)
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] = patch
    return Y


# %% 08.6 | the kernel turned round | turned
def transposed(X, weight, stride):
    N, _, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(H):
        for j in range(W):
            patch = torch.einsum("nc,cokl->nokl", X[:, :, i, j], weight.flip(2, 3))
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += patch
    return Y


# %% 08.6 | the kernel's rows and columns exchanged | rows and columns
def transposed(X, weight, stride):
    N, _, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(H):
        for j in range(W):
            patch = torch.einsum("nc,cokl->nokl", X[:, :, i, j], weight.mT)
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += patch
    return Y


# %% 08.6 | stride ignored | expected shape
def transposed(X, weight, stride):
    N, _, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[1], H - 1 + k, W - 1 + k)
    for i in range(H):
        for j in range(W):
            Y[:, :, i : i + k, j : j + k] += torch.einsum("nc,cokl->nokl", X[:, :, i, j], weight)
    return Y


# %% 08.6 | as large as input times stride | expected shape
def transposed(X, weight, stride):
    N, _, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(H):
        for j in range(W):
            patch = torch.einsum("nc,cokl->nokl", X[:, :, i, j], weight)
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += patch
    return Y[:, :, : H * stride, : W * stride]


# %% 08.6 | output channels first | your code raised
def transposed(X, weight, stride):
    N, _, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[0], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(H):
        for j in range(W):
            patch = torch.einsum("nc,ockl->nokl", X[:, :, i, j], weight)
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += patch
    return Y


# %% 08.6 | input channels not summed | your code raised
def transposed(X, weight, stride):
    N, C, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(H):
        for j in range(W):
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += X[:, :, i, j, None, None] * weight
    return Y


# %% 08.6 | the first input channel alone | all input channels
def transposed(X, weight, stride):
    N, C, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(H):
        for j in range(W):
            patch = X[:, 0, i, j, None, None, None] * weight[0]
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += patch
    return Y


# %% 08.6 | nearest neighbours, then a convolution | values differ
def transposed(X, weight, stride):
    k = weight.shape[2]
    big = X.repeat_interleave(stride, 2).repeat_interleave(stride, 3)[
        :, :, : -stride + 1 or None, : -stride + 1 or None
    ]
    return F.conv2d(big, weight.transpose(0, 1).flip(2, 3), padding=k - 1)


# %% 08.6 | zeros in between, kernel not turned for the convolution | turned
def transposed(X, weight, stride):
    N, C, H, W = X.shape
    k = weight.shape[2]
    big = torch.zeros(N, C, (H - 1) * stride + 1, (W - 1) * stride + 1)
    big[:, :, ::stride, ::stride] = X
    return F.conv2d(big, weight.transpose(0, 1), padding=k - 1)


# %% 08.6 | the library's own | do without
def transposed(X, weight, stride):
    return F.conv_transpose2d(X, weight, stride=stride)


# %% 08.6 | steps over rows and columns exchanged | values differ
def transposed(X, weight, stride):
    N, _, H, W = X.shape
    k = weight.shape[2]
    Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(min(H, W)):
        for j in range(min(H, W)):
            patch = torch.einsum("nc,cokl->nokl", X[:, :, j, i], weight)
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += patch
    return Y


# %% 08.6 | divided by the number of hits | not the mean
def transposed(X, weight, stride):
    def spread(X, weight):
        N, _, H, W = X.shape
        k = weight.shape[2]
        Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
        for i in range(H):
            for j in range(W):
                patch = torch.einsum("nc,cokl->nokl", X[:, :, i, j], weight)
                Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += patch
        return Y

    return spread(X, weight) / spread(torch.ones_like(X[:, :1]), torch.ones_like(weight[:1])).clamp(min=1)


# %% 08.6 | hits: a tensor | expected list
hits = torch.tensor([1, 1, 2, 1, 2, 1, 1])


# %% 08.6 | the mean over the input channels | not their mean
def transposed(X, weight, stride):
    N, C, H, W = X.shape
    k = weight.shape[-1]
    Y = torch.zeros(N, weight.shape[1], (H - 1) * stride + k, (W - 1) * stride + k)
    for i in range(H):
        for j in range(W):
            Y[:, :, i * stride : i * stride + k, j * stride : j * stride + k] += (
                torch.einsum("nc,cokl->nokl", X[:, :, i, j], weight) / C
            )
    return Y


# %% 08.7 | rows first | x comes first
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    P = (heat / temperature).flatten(2).softmax(dim=2).view(N, K, H, W)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([y, x], dim=2)


# %% 08.7 | softmax along the rows alone | all places of a map
def soft_argmax(heat, temperature=1.0):
    _, _, H, W = heat.shape
    P = (heat / temperature).softmax(dim=3) / H
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | softmax over the points as well | each map by itself
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    P = (heat / temperature).flatten(1).softmax(dim=1).view(N, K, H, W)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | from -1 to 1 in place of pixels | in pixels
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    P = (heat / temperature).flatten(2).softmax(dim=2).view(N, K, H, W)
    x = (P.sum(dim=2) * torch.linspace(-1, 1, W)).sum(dim=2)
    y = (P.sum(dim=3) * torch.linspace(-1, 1, H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | counted from 1 | the first column is 0
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    P = (heat / temperature).flatten(2).softmax(dim=2).view(N, K, H, W)
    x = (P.sum(dim=2) * torch.arange(1, W + 1)).sum(dim=2)
    y = (P.sum(dim=3) * torch.arange(1, H + 1)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | times the temperature | divide
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    P = (heat * temperature).flatten(2).softmax(dim=2).view(N, K, H, W)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | temperature ignored | temperature
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    P = heat.flatten(2).softmax(dim=2).view(N, K, H, W)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | a hard argmax | the hard one
def soft_argmax(heat, temperature=1.0):
    W = heat.shape[3]
    at = heat.flatten(2).argmax(dim=2)
    return torch.stack([at % W, at // W], dim=2).float()


# %% 08.7 | exp without a shift | nan
def soft_argmax(heat, temperature=1.0):
    _, _, H, W = heat.shape
    P = (heat / temperature).exp()
    P = P / P.sum(dim=(2, 3), keepdim=True)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | heat weighted as it is, without softmax | softmax
def soft_argmax(heat, temperature=1.0):
    _, _, H, W = heat.shape
    P = heat / heat.sum(dim=(2, 3), keepdim=True)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | cut out of the graph | gradient
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    P = (heat.detach() / temperature).flatten(2).softmax(dim=2).view(N, K, H, W)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | coordinates first | expected shape
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    P = (heat / temperature).flatten(2).softmax(dim=2).view(N, K, H, W)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=1)


# %% 08.7 | heat divided in place | changed the heat
def soft_argmax(heat, temperature=1.0):
    N, K, H, W = heat.shape
    with torch.no_grad():
        heat /= temperature
    P = heat.flatten(2).softmax(dim=2).view(N, K, H, W)
    x, y = (P.sum(dim=2) * torch.arange(W)).sum(dim=2), (P.sum(dim=3) * torch.arange(H)).sum(dim=2)
    return torch.stack([x, y], dim=2)


# %% 08.7 | heat map: the 2 forgotten | 2 σ²
def heat_maps(points, height, width, sigma):
    dx = torch.arange(width) - points[..., 0, None, None]
    dy = torch.arange(height)[:, None] - points[..., 1, None, None]
    return (-(dx**2 + dy**2) / sigma**2).exp()


# %% 08.7 | heat map: sigma not squared | σ is squared
def heat_maps(points, height, width, sigma):
    dx = torch.arange(width) - points[..., 0, None, None]
    dy = torch.arange(height)[:, None] - points[..., 1, None, None]
    return (-(dx**2 + dy**2) / (2 * sigma)).exp()


# %% 08.7 | heat map: x along the rows | x counts columns
def heat_maps(points, height, width, sigma):
    dx = torch.arange(width) - points[..., 1, None, None]
    dy = torch.arange(height)[:, None] - points[..., 0, None, None]
    return (-(dx**2 + dy**2) / (2 * sigma**2)).exp()


# %% 08.7 | heat map: sums to 1 | the peak is 1
def heat_maps(points, height, width, sigma):
    dx = torch.arange(width) - points[..., 0, None, None]
    dy = torch.arange(height)[:, None] - points[..., 1, None, None]
    heat = (-(dx**2 + dy**2) / (2 * sigma**2)).exp()
    return heat / heat.sum(dim=(2, 3), keepdim=True)


# %% 08.7 | heat map: distance, not its square | square
def heat_maps(points, height, width, sigma):
    dx = torch.arange(width) - points[..., 0, None, None]
    dy = torch.arange(height)[:, None] - points[..., 1, None, None]
    return (-(dx**2 + dy**2).sqrt() / (2 * sigma**2)).exp()


# %% 08.7 | heat map: the point rounded to a pixel | between two pixels
def heat_maps(points, height, width, sigma):
    points = points.round()
    dx = torch.arange(width) - points[..., 0, None, None]
    dy = torch.arange(height)[:, None] - points[..., 1, None, None]
    return (-(dx**2 + dy**2) / (2 * sigma**2)).exp()


# %% 08.7 | heat map: one pixel set to 1 | gaussian
def heat_maps(points, height, width, sigma):
    heat = torch.zeros(*points.shape[:2], height, width)
    for n in range(points.shape[0]):
        for k in range(points.shape[1]):
            x, y = points[n, k].round().int().tolist()
            heat[n, k, min(max(y, 0), height - 1), min(max(x, 0), width - 1)] = 1
    return heat


# %% 08.7 | y cut out of the graph | no gradient flows from y
def soft_argmax(heat, temperature=1.0):
    p = (heat / temperature).flatten(2).softmax(2).view(heat.shape)
    return torch.stack(
        [(p.sum(2) * torch.arange(heat.shape[3])).sum(2), (p.detach().sum(3) * torch.arange(heat.shape[2])).sum(2)], 2
    )


# %% 08.7 | shifted by the largest number of all maps | nan
def soft_argmax(heat, temperature=1.0):
    e = ((heat - heat.max()) / temperature).exp()
    p = e / e.sum((2, 3), keepdim=True)
    return torch.stack(
        [(p.sum(2) * torch.arange(heat.shape[3])).sum(2), (p.sum(3) * torch.arange(heat.shape[2])).sum(2)], 2
    )


# %% 08.8 | always twice as large | sizes of tensors must match
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, scale_factor=2, mode="nearest")
        return F.relu(self.norm(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | the skip cut to fit | expected shape
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, scale_factor=2, mode="nearest")
        skip = skip[:, :, : low.shape[2], : low.shape[3]]
        return F.relu(self.norm(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | a rim of zeros | nearest
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, scale_factor=2, mode="nearest")
        low = F.pad(low, [0, skip.shape[3] - low.shape[3], 0, skip.shape[2] - low.shape[2]])
        return F.relu(self.norm(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | bilinear | not bilinear
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="bilinear")
        return F.relu(self.norm(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | the skip first | low first
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        return F.relu(self.norm(self.conv(torch.cat([skip, low], dim=1))))


# %% 08.8 | added in place of side by side | channels
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.fit = nn.Conv2d(c_low, c_skip, 1)
        self.conv = nn.Conv2d(c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(self.fit(low), skip.shape[2:], mode="nearest")
        return F.relu(self.norm(self.conv(low + skip)))


# %% 08.8 | the skip forgotten | channels
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        return F.relu(self.norm(self.conv(low)))


# %% 08.8 | no padding | expected shape
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        return F.relu(self.norm(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | a square for all | your code raised
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2], mode="nearest")
        return F.relu(self.norm(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | the ReLU before the norm | relu comes last
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        return self.norm(F.relu(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | no ReLU | where is the relu
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        return self.norm(self.conv(torch.cat([low, skip], dim=1)))


# %% 08.8 | the norm made and not used | where is the norm
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        return F.relu(self.conv(torch.cat([low, skip], dim=1)))


# %% 08.8 | a bias before the norm | without a bias
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        return F.relu(self.norm(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | the skip made small, and all of it enlarged afterwards | values differ
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        small = F.interpolate(skip, low.shape[2:], mode="nearest")
        new = F.relu(self.norm(self.conv(torch.cat([low, small], dim=1))))
        return F.interpolate(new, skip.shape[2:], mode="nearest")


# %% 08.8 | channels of the network in the notebook learned by heart | channels
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(2 * c_skip + c_skip, c_skip, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(c_skip)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        return F.relu(self.norm(self.conv(torch.cat([low, skip], dim=1))))


# %% 08.8 | a new layer at each call | no parameters
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.sizes = c_low + c_skip, c_out

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        new = nn.Conv2d(*self.sizes, 3, padding=1, bias=False)(torch.cat([low, skip], dim=1))
        return F.relu(nn.BatchNorm2d(self.sizes[1])(new))


# %% 08.8 | reflected at the edges | values differ
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.conv = nn.Conv2d(c_low + c_skip, c_out, 3, bias=False)
        self.norm = nn.BatchNorm2d(c_out)

    def forward(self, low, skip):
        low = F.interpolate(low, skip.shape[2:], mode="nearest")
        joined = F.pad(torch.cat([low, skip], dim=1), [1, 1, 1, 1], mode="replicate")
        return F.relu(self.norm(self.conv(joined)))


# %% 08.8 | the other nearest rule | nearest-exact
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.n = nn.BatchNorm2d(c_out)
        self.c = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)

    def forward(self, low, skip):
        x = F.interpolate(low, skip.shape[2:], mode="nearest-exact")
        return torch.relu(self.n(self.c(torch.cat([x, skip], 1))))


# %% 08.8 | the norm in front | channels of the norm
class Up(nn.Module):
    def __init__(self, c_low, c_skip, c_out):
        super().__init__()
        self.n = nn.BatchNorm2d(c_low + c_skip)
        self.c = nn.Conv2d(c_low + c_skip, c_out, 3, padding=1, bias=False)

    def forward(self, low, skip):
        x = F.interpolate(low, skip.shape[2:])
        return torch.relu(self.c(self.n(torch.cat([x, skip], 1))))


# %% 08.9 | pixels counted | regions
by_sides, by_corners, birds = 10, 10, 2


# %% 08.9 | corners count for both | only corners
by_sides, by_corners, birds = 2, 2, 2


# %% 08.9 | the two kinds exchanged | by_sides
by_sides, by_corners, birds = 2, 4, 2


# %% 08.9 | birds that touch counted apart | perfect
by_sides, by_corners, birds = 4, 2, 3


# %% 08.9 | corners touch | only a corner
def components(mask):
    labels, number = torch.zeros(mask.shape, dtype=torch.int64), 0
    for i, j in mask.nonzero().tolist():
        if labels[i, j]:
            continue
        number, waiting = number + 1, [(i, j)]
        while waiting:
            y, x = waiting.pop()
            if 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1] and mask[y, x] and not labels[y, x]:
                labels[y, x] = number
                waiting += [(y + a, x + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
    return labels


# %% 08.9 | round the edge by an index of -1 | edge
def components(mask):
    labels, number = torch.zeros(mask.shape, dtype=torch.int64), 0
    for i, j in mask.nonzero().tolist():
        if labels[i, j]:
            continue
        number, waiting = number + 1, [(i, j)]
        while waiting:
            y, x = waiting.pop()
            if y < mask.shape[0] and x < mask.shape[1] and mask[y, x] and not labels[y, x]:
                labels[y, x] = number
                waiting += [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)] if min(y, x) > -2 else []
    return labels


# %% 08.9 | one pass in reading order | meet later
def components(mask):
    labels, number = torch.zeros(mask.shape, dtype=torch.int64), 0
    for i, j in mask.nonzero().tolist():
        above = int(labels[i - 1, j]) if i else 0
        before = int(labels[i, j - 1]) if j else 0
        if above or before:
            labels[i, j] = min(n for n in (above, before) if n)
        else:
            number += 1
            labels[i, j] = number
    return labels


# %% 08.9 | numbers with gaps | 1, 2, 3
def components(mask):
    H, W = mask.shape
    labels = torch.where(mask, torch.arange(1, H * W + 1).view(H, W), 0)
    for _ in range(H * W):
        big = torch.where(mask, labels, H * W + 1)
        near = [F.pad(big, p, value=H * W + 1)[a : a + H, b : b + W] for p, a, b in rims()]
        labels = torch.where(mask, torch.stack([big, *near]).amin(dim=0), 0)
    return labels


def rims():
    return [([0, 0, 1, 0], 0, 0), ([0, 0, 0, 1], 1, 0), ([1, 0, 0, 0], 0, 0), ([0, 1, 0, 0], 0, 1)]


# %% 08.9 | spread ten times only | long
def components(mask):
    H, W = mask.shape
    labels = torch.where(mask, torch.arange(1, H * W + 1).view(H, W), 0)
    for _ in range(10):
        big = torch.where(mask, labels, H * W + 1)
        near = [F.pad(big, p, value=H * W + 1)[a : a + H, b : b + W] for p, a, b in rims()]
        labels = torch.where(mask, torch.stack([big, *near]).amin(dim=0), 0)
    return labels.unique(return_inverse=True)[1] + (not (labels == 0).any())


def rims():
    return [([0, 0, 1, 0], 0, 0), ([0, 0, 0, 1], 1, 0), ([1, 0, 0, 0], 0, 0), ([0, 1, 0, 0], 0, 1)]


# %% 08.9 | the background numbered as well | background
def components(mask):
    labels, number = torch.zeros(mask.shape, dtype=torch.int64), 0
    for i in range(mask.shape[0]):
        for j in range(mask.shape[1]):
            if labels[i, j]:
                continue
            number, waiting = number + 1, [(i, j)]
            while waiting:
                y, x = waiting.pop()
                inside = 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1]
                if inside and mask[y, x] == mask[i, j] and not labels[y, x]:
                    labels[y, x] = number
                    waiting += [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
    return labels


# %% 08.9 | numbered from 0 | 0 is the background
def components(mask):
    labels, number = torch.full(mask.shape, -1), -1
    for i, j in mask.nonzero().tolist():
        if labels[i, j] >= 0:
            continue
        number, waiting = number + 1, [(i, j)]
        while waiting:
            y, x = waiting.pop()
            if 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1] and mask[y, x] and labels[y, x] < 0:
                labels[y, x] = number
                waiting += [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
    return labels.clamp(min=0)


# %% 08.9 | columns first | reading order
def components(mask):
    labels, number = torch.zeros(mask.shape, dtype=torch.int64), 0
    for j, i in mask.T.nonzero().tolist():
        if labels[i, j]:
            continue
        number, waiting = number + 1, [(i, j)]
        while waiting:
            y, x = waiting.pop()
            if 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1] and mask[y, x] and not labels[y, x]:
                labels[y, x] = number
                waiting += [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
    return labels


# %% 08.9 | the mask eaten up | changed the mask
def components(mask):
    labels, number = torch.zeros(mask.shape, dtype=torch.int64), 0
    for i, j in mask.nonzero().tolist():
        if not mask[i, j]:
            continue
        number, waiting = number + 1, [(i, j)]
        while waiting:
            y, x = waiting.pop()
            if 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1] and mask[y, x]:
                labels[y, x], mask[y, x] = number, False
                waiting += [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
    return labels


# %% 08.9 | a function that calls itself | RecursionError
def components(mask):
    labels, number = torch.zeros(mask.shape, dtype=torch.int64), 0

    def spread(y, x):
        if 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1] and mask[y, x] and not labels[y, x]:
            labels[y, x] = number
            for a, b in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                spread(y + a, x + b)

    for i, j in mask.nonzero().tolist():
        if not labels[i, j]:
            number += 1
            spread(i, j)
    return labels


# %% 08.9 | sizes: the background is the largest | background
def object_sizes(mask, least):
    sizes = components(mask).flatten().bincount().tolist()
    return sorted((n for n in sizes if n >= least), reverse=True)


# %% 08.9 | sizes: not sorted | the largest first
def object_sizes(mask, least):
    return [n for n in components(mask).flatten().bincount()[1:].tolist() if n >= least]


# %% 08.9 | sizes: the smallest first | the largest first
def object_sizes(mask, least):
    return sorted(n for n in components(mask).flatten().bincount()[1:].tolist() if n >= least)


# %% 08.9 | sizes: specks counted | least
def object_sizes(mask, least):
    return sorted(components(mask).flatten().bincount()[1:].tolist(), reverse=True)


# %% 08.9 | sizes: more than least | at least
def object_sizes(mask, least):
    return sorted((n for n in components(mask).flatten().bincount()[1:].tolist() if n > least), reverse=True)


# %% 08.9 | sizes: their number alone | expected list
def object_sizes(mask, least):
    return len([n for n in components(mask).flatten().bincount()[1:].tolist() if n >= least])


# %% 08.9 | sizes: a set | a set keeps one
def object_sizes(mask, least):
    return sorted({n for n in components(mask).flatten().bincount()[1:].tolist() if n >= least}, reverse=True)


# %% 08.10 | all bugs left | more than one bug
def fixed_evaluate(model, batches, n_classes):
    return buggy_evaluate(model, batches, n_classes)


# %% 08.10 | classes enlarged, not logits | enlarge the logits
def fixed_evaluate(model, batches, n_classes):
    was_training, M = model.training, torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            coarse = model(X).argmax(dim=1)
            predicted = F.interpolate(coarse[:, None].float(), masks.shape[1:])[:, 0].long()
            judged = masks != 255
            pairs = masks[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    model.train(was_training)
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean().item()


# %% 08.10 | void still judged | void
def fixed_evaluate(model, batches, n_classes):
    was_training, ious = model.training, []
    model.eval()
    with torch.no_grad():
        pairs = [
            (F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1).flatten(), masks.flatten())
            for X, masks in batches
        ]
    model.train(was_training)
    p, m = (torch.cat(parts) for parts in zip(*pairs))
    for c in range(n_classes):
        common, union = ((p == c) & (m == c)).sum(), ((p == c) | (m == c)).sum()
        ious += [common / union] if union else []
    return float(torch.stack(ious).mean())


# %% 08.10 | mean over the batches | add up over all batches
def fixed_evaluate(model, batches, n_classes):
    was_training, scores = model.training, []
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            M = (masks[judged] * n_classes + predicted[judged]).bincount(minlength=n_classes**2)
            M = M.view(n_classes, n_classes)
            scores.append((M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean())
    model.train(was_training)
    return torch.stack(scores).mean().item()


# %% 08.10 | absent classes count as 0 | neither there nor predicted
def fixed_evaluate(model, batches, n_classes):
    was_training, M = model.training, torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            pairs = masks[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    model.train(was_training)
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag()).clamp(min=1)).mean().item()


# %% 08.10 | in training mode | training mode
def fixed_evaluate(model, batches, n_classes):
    M = torch.zeros(n_classes, n_classes)
    with torch.no_grad():
        for X, masks in batches:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            pairs = masks[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean().item()


# %% 08.10 | left in evaluation mode | left in another mode
def fixed_evaluate(model, batches, n_classes):
    M = torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            pairs = masks[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean().item()


# %% 08.10 | left in training mode, whatever it was | left in another mode
def fixed_evaluate(model, batches, n_classes):
    M = torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            pairs = masks[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    model.train()
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean().item()


# %% 08.10 | void set to background in the batches | changed a mask
def fixed_evaluate(model, batches, n_classes):
    was_training, M = model.training, torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            masks[~judged] = 0
            pairs = (masks * n_classes + predicted)[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    model.train(was_training)
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean().item()


# %% 08.10 | the first batch alone | all batches
def fixed_evaluate(model, batches, n_classes):
    was_training, M = model.training, torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches[:1]:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            pairs = masks[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    model.train(was_training)
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean().item()


# %% 08.10 | the mask made small in place of the logits large | at the size of the masks
def fixed_evaluate(model, batches, n_classes):
    was_training, M = model.training, torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            predicted = model(X).argmax(dim=1)
            small = F.interpolate(masks[:, None].float(), predicted.shape[1:])[:, 0].long()
            judged = small != 255
            pairs = small[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    model.train(was_training)
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean().item()


# %% 08.10 | pixel accuracy | pixel accuracy
def fixed_evaluate(model, batches, n_classes):
    was_training, M = model.training, torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            pairs = masks[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    model.train(was_training)
    return (M.diag().sum() / M.sum()).item()


# %% 08.10 | a tensor returned | .item()
def fixed_evaluate(model, batches, n_classes):
    was_training, M = model.training, torch.zeros(n_classes, n_classes)
    model.eval()
    with torch.no_grad():
        for X, masks in batches:
            predicted = F.interpolate(model(X), masks.shape[1:], mode="bilinear").argmax(dim=1)
            judged = masks != 255
            pairs = masks[judged] * n_classes + predicted[judged]
            M += pairs.bincount(minlength=n_classes**2).view(n_classes, n_classes)
    model.train(was_training)
    return (M.diag() / (M.sum(dim=0) + M.sum(dim=1) - M.diag())).nanmean()


# %% 08.10 | classes left out that are only predicted | predicted and never there
def fixed_evaluate(model, batches, n_classes):
    was = model.training
    model.eval()
    with torch.no_grad():
        M = sum(
            confusion(F.interpolate(model(X), m.shape[1:], mode="bilinear").argmax(1), m, n_classes) for X, m in batches
        )
    model.train(was)
    return iou_per_class(M)[M.sum(1) > 0].mean().item()


# %% 08.10 | mean over the batches, weighted by their pictures | however it is weighted
def fixed_evaluate(model, batches, n_classes):
    was = model.training
    model.eval()
    s = n = 0
    with torch.no_grad():
        for X, m in batches:
            s += len(X) * mean_iou(
                confusion(F.interpolate(model(X), m.shape[1:], mode="bilinear").argmax(1), m, n_classes)
            )
            n += len(X)
    model.train(was)
    return s / n


# %% 08.10 | probabilities enlarged | not their softmax
def fixed_evaluate(model, batches, n_classes):
    was = model.training
    model.eval()
    with torch.no_grad():
        M = sum(
            confusion(F.interpolate(model(X).softmax(1), m.shape[1:], mode="bilinear").argmax(1), m, n_classes)
            for X, m in batches
        )
    model.train(was)
    return mean_iou(M)


# %% 08.10 | corners aligned | align_corners
def fixed_evaluate(model, batches, n_classes):
    was = model.training
    model.eval()
    with torch.no_grad():
        M = sum(
            confusion(F.interpolate(model(X), m.shape[1:], mode="bilinear", align_corners=True).argmax(1), m, n_classes)
            for X, m in batches
        )
    model.train(was)
    return mean_iou(M)


# %% 08.11 | all bugs left | more than one bug
def fixed_loss(model, X, masks, flip, size):
    return buggy_loss(model, X, masks, flip, size)


# %% 08.11 | masks still resized bilinearly | nearest
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="bilinear")[:, 0].round().long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    logits = model(X)
    masks = torch.where((masks >= logits.shape[1]) & (masks != 255), logits.shape[1] - 1, masks)
    return F.cross_entropy(logits, masks, ignore_index=255)


# %% 08.11 | masks not flipped | the masks are not flipped
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.11 | log-softmax over the rows | classes
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    return F.nll_loss(model(X).log_softmax(dim=-1), masks, ignore_index=255)


# %% 08.11 | void in the mean | the mean goes over
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    return F.cross_entropy(model(X), masks, ignore_index=255, reduction="none").mean()


# %% 08.11 | void as background | void
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    return F.cross_entropy(model(X), torch.where(masks == 255, 0, masks))


# %% 08.11 | all pictures flipped | only where
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear").flip(3)
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long().flip(2)
    return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.11 | nobody flipped | the pictures are not flipped
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.11 | upside down | left and right
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(2), X)
    masks = torch.where(flip[:, None, None], masks.flip(1), masks)
    return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.11 | pictures resized by nearest | bilinearly
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="nearest")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.11 | a softmax too many | logits
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    return F.cross_entropy(model(X).softmax(dim=1), masks, ignore_index=255)


# %% 08.11 | no graph | gradient
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    with torch.no_grad():
        return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.11 | flipped in place | changed what it was given
def fixed_loss(model, X, masks, flip, size):
    X[flip], masks[flip] = X[flip].flip(3), masks[flip].flip(2)
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.11 | mean over the pictures of each picture's mean | all pixels that are judged
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    logits = model(X)
    return torch.stack([F.cross_entropy(z[None], m[None], ignore_index=255) for z, m in zip(logits, masks)]).mean()


# %% 08.11 | flipped first, then resized | first the size
def fixed_loss(model, X, masks, flip, size):
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest")[:, 0].long()
    return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.11 | the other nearest rule | nearest-exact
def fixed_loss(model, X, masks, flip, size):
    X = F.interpolate(X, (size, size), mode="bilinear")
    masks = F.interpolate(masks[:, None].float(), (size, size), mode="nearest-exact")[:, 0].long()
    X = torch.where(flip[:, None, None, None], X.flip(3), X)
    masks = torch.where(flip[:, None, None], masks.flip(2), masks)
    return F.cross_entropy(model(X), masks, ignore_index=255)


# %% 08.12 | always background | the goal
def segment(body, X, masks, X_new):
    return torch.zeros(len(X_new), *X.shape[2:], dtype=torch.int64, device=X.device)


# %% 08.12 | bright is an object | the goal
def segment(body, X, masks, X_new):
    return (X_new.mean(dim=1) > X_new.mean()).long() * 3


# %% 08.12 | the most frequent class at each place | the goal
def segment(body, X, masks, X_new):
    counts = torch.stack([(masks == c).sum(dim=0) for c in range(1, 6)])
    return (counts.argmax(dim=0) + 1).expand(len(X_new), -1, -1).contiguous()


# %% 08.12 | the body in training mode | in training mode
def segment(body, X, masks, X_new):
    with torch.no_grad():
        maps, new = (torch.cat([body(part)[1] for part in t.split(50)]) for t in (X, X_new))
    head = nn.Conv2d(maps.shape[1], 6, 1)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.02)
    small = masks[:, ::4, ::4]
    for _ in range(20):
        optimizer.zero_grad()
        F.cross_entropy(head(maps), small, ignore_index=255).backward()
        optimizer.step()
    return F.interpolate(head(new), X.shape[2:], mode="bilinear").argmax(dim=1)


# %% 08.12 | a linear layer on early features | the goal
def segment(body, X, masks, X_new):
    body.eval()
    with torch.no_grad():
        maps, new = (torch.cat([body(part)[1] for part in t.split(50)]) for t in (X, X_new))
    head = nn.Conv2d(maps.shape[1], 6, 1)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.02)
    small = masks[:, ::4, ::4]
    for _ in range(20):
        optimizer.zero_grad()
        F.cross_entropy(head(maps), small, ignore_index=255).backward()
        optimizer.step()
    return F.interpolate(head(new), X.shape[2:], mode="bilinear").argmax(dim=1)


# %% 08.12 | an untrained head | the goal
def segment(body, X, masks, X_new):
    body.eval()
    with torch.no_grad():
        new = torch.cat([body(part)[3] for part in X_new.split(50)])
        logits = nn.Conv2d(new.shape[1], 6, 1)(new)
    return F.interpolate(logits, X.shape[2:], mode="bilinear").argmax(dim=1)


# %% 08.12 | logits returned | shape of the result
def segment(body, X, masks, X_new):
    body.eval()
    with torch.no_grad():
        new = torch.cat([body(part)[3] for part in X_new.split(50)])
        logits = nn.Conv2d(new.shape[1], 6, 1)(new)
    return F.interpolate(logits, X.shape[2:], mode="bilinear")


# %% 08.12 | coarse classes | shape of the result
def segment(body, X, masks, X_new):
    body.eval()
    with torch.no_grad():
        new = torch.cat([body(part)[3] for part in X_new.split(50)])
        return nn.Conv2d(new.shape[1], 6, 1)(new).argmax(dim=1)


# %% 08.12 | predictions for the training scenes | shape of the result
def segment(body, X, masks, X_new):
    return torch.where(masks == 255, 0, masks)


# %% 08.12 | void predicted | 255 is no class
def segment(body, X, masks, X_new):
    return masks[: len(X_new)].clone()


# %% 08.12 | a mask that is known | the goal
def segment(body, X, masks, X_new):
    near = torch.cdist(X_new.flatten(1), X.flatten(1)).argmin(dim=1)
    return torch.where(masks == 255, 0, masks)[near]


# %% 08.12 | through the body in each epoch | budget
def segment(body, X, masks, X_new):
    body.eval()
    head = nn.Conv2d(112, 6, 1)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.02)
    for _ in range(3):
        for rows in torch.arange(len(X)).split(50):
            with torch.no_grad():
                maps = body(X[rows])[3]
            optimizer.zero_grad()
            F.cross_entropy(head(maps), masks[rows, 8::16, 8::16], ignore_index=255).backward()
            optimizer.step()
    with torch.no_grad():
        return F.interpolate(head(body(X_new)[3]), X.shape[2:], mode="bilinear").argmax(dim=1)


# %% 08.12 | a network from scratch, a few steps | the goal
def segment(body, X, masks, X_new):
    net = nn.Sequential(nn.Conv2d(3, 8, 5, stride=4, padding=2), nn.ReLU(), nn.Conv2d(8, 6, 3, padding=1))
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
    for rows in torch.randperm(len(X)).split(16):
        logits = F.interpolate(net(X[rows]), X.shape[2:], mode="bilinear")
        optimizer.zero_grad()
        F.cross_entropy(logits, masks[rows], ignore_index=255).backward()
        optimizer.step()
    with torch.no_grad():
        return F.interpolate(net(X_new), X.shape[2:], mode="bilinear").argmax(dim=1)


# %% 08.12 | void set to 0 in the masks that were given | changed what it was given
def segment(body, X, masks, X_new):
    masks[masks == 255] = 0
    return masks[: len(X_new)].clone()


# %% 08.12 | the coarsest map alone | its edge is not
def segment(body, X, masks, X_new):
    body.eval()
    with torch.no_grad():
        maps, new = (torch.cat([body(p)[3] for p in t.split(25)]) for t in (X, X_new))
    model = nn.Sequential(nn.Conv2d(112, 32, 1), nn.ReLU(), nn.Conv2d(32, 6, 1)).to(X.device)
    optimizer = torch.optim.AdamW(model.parameters(), 0.01)
    for _ in range(300):
        rows = torch.randint(len(X), (16,), device=X.device)
        logits = F.interpolate(model(maps[rows]), X.shape[2:], mode="bilinear")
        loss = F.cross_entropy(logits, masks[rows], ignore_index=255)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return F.interpolate(model(new), X.shape[2:], mode="bilinear").argmax(dim=1)
