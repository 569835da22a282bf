"""Self-training on soft assignments, as SpaGCN and PROST share it: a plain transcription of their formulas."""

import json

import torch


def assignments(z, centres, scale, exponent):
    squared = ((z[:, None, :] - centres[None, :, :]) ** 2).sum(2)
    similarity = (1 / (1 + squared / scale + 1e-8)) ** exponent
    return similarity / similarity.sum(1, keepdim=True)


def sharpened(q):
    weight = q**2 / q.sum(0)
    return (weight / weight.sum(1, keepdim=True)).detach()


def divergence(q, target):
    return (target * torch.log(target / (q + 1e-6))).sum(1).mean()


def course(forward, parameters, optimizer, steps):
    """Losses of some steps, the clusters that each step began with, and the parameters at the end."""
    losses, clusters = [], []
    for epoch in range(steps):
        if epoch % 3 == 0:
            with torch.no_grad():
                target = sharpened(forward(epoch, "refresh"))
        optimizer.zero_grad()
        q = forward(epoch, "step")
        loss = divergence(q, target)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        clusters.append(q.argmax(1).tolist())
    return {
        "losses": losses,
        "clusters": clusters,
        "parameters": {name: value.detach().tolist() for name, value in parameters.items()},
    }


def once(forward, parameters):
    """Assignments, target, loss and all gradients at the start."""
    q = forward(0, "step")
    target = sharpened(q)
    loss = divergence(q, target)
    loss.backward()
    gradients = {name: value.grad.tolist() for name, value in parameters.items()}
    for value in parameters.values():
        value.grad = None
    return {
        "assignments": q.detach().tolist(),
        "target": target.tolist(),
        "loss": loss.item(),
        "gradients": gradients,
    }


def rounded(value):
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value


def write(method, fixture):
    with open(f"fixtures/methods/{method}.json", "w") as file:
        json.dump(rounded(fixture), file)
        file.write("\n")
