"""CPU milliseconds of one training step in PyTorch, to compare with bench/step.ts on the same sizes.

Run: python bench/torch_step.py --threads 2 [--steps 10]. Versions: torch 2.13.0+cpu, scipy 1.17.1.

Each case is written twice. `natural`: edge list, index_add, every row encoded and decoded, one similarity matrix of
anchors against all cells. `smart`: the algebra of the product (padded neighbours, reverse-index backward, the narrower of
aggregate-first and project-first, visible rows encoded, masked rows decoded).
CPU time is user + system time of the whole process; the first three steps do not count. With two threads on a busy
machine OpenMP's spinning counts as work: OMP_WAIT_POLICY=PASSIVE and --threads 1 give the fairest figure.
"""

import argparse
import math
import time

import numpy as np
import torch
import torch.nn.functional as F
from scipy.spatial import Delaunay

HEADS, HIDDEN, FUSED, GAMMA, TAU, ANCHORS = 4, 128, 64, 3.0, 0.5, 1024


def delaunay(n, seed=0):
    xy = np.random.default_rng(seed).random((n, 2))
    tri = Delaunay(xy).simplices
    pairs = np.unique(np.sort(np.vstack([tri[:, [0, 1]], tri[:, [1, 2]], tri[:, [0, 2]]]), 1), axis=0)
    both = np.vstack([pairs, pairs[:, ::-1]])
    return both[np.lexsort((both[:, 1], both[:, 0]))]


class Case:
    def __init__(self, n, d, preset, full, smart):
        torch.manual_seed(0)
        self.n, self.d, self.paper, self.full, self.smart = n, d, preset == "paper", full, smart
        self.x = torch.randn(n, d)
        edges = delaunay(n)
        self.degree = np.bincount(edges[:, 0], minlength=n)
        self.starts = np.concatenate([[0], np.cumsum(self.degree)])
        self.targets = edges[:, 1]
        loops = np.stack([np.arange(n)] * 2, 1)
        self.dst, self.src = (torch.from_numpy(np.ascontiguousarray(v)) for v in np.vstack([edges, loops]).T)
        self.pad()
        zs, self.zi = (128, 64) if self.paper else (64, 16)
        self.zs = zs
        w = self.w = {}

        def glorot(*shape):
            return torch.nn.init.xavier_normal_(torch.empty(*shape), math.sqrt(2))

        def gat(name, a, b, heads, concat):
            w[name + ".weight"] = glorot(a, heads * b)
            w[name + ".source"], w[name + ".target"] = glorot(heads, b), glorot(heads, b)
            w[name + ".bias"] = torch.zeros(heads * b if concat else b)

        gat("0", d, HIDDEN // HEADS, HEADS, True)
        gat("1", HIDDEN, zs, HEADS, False)
        joint = full and self.paper
        w["fusion"] = glorot(zs + (self.zi if full else 0), FUSED)
        if self.paper:
            gat("dec", FUSED, d, 1, False)
        else:
            w["dec.source"], w["dec.target"] = glorot(1, FUSED), glorot(1, FUSED)
            w["dec.shift"] = torch.zeros(FUSED)
            w["dec.weight"], w["dec.bias"] = glorot(FUSED, d), torch.zeros(d)
        if full:
            self.q = math.ceil(math.sqrt(d))
            maps = torch.zeros(n, self.q * self.q)
            maps[:, :d] = self.x
            self.maps = maps.view(n, 1, self.q, self.q)
            for i, (a, b) in enumerate(((1, 8), (8, 16))):
                w[f"conv{i}"] = glorot(b, a, 3, 3)
                w[f"conv{i}.scale"], w[f"conv{i}.offset"] = torch.ones(b), torch.zeros(b)
            w["dense"], w["dense.bias"] = glorot(16 * self.q**2, self.zi), torch.zeros(self.zi)
            if not joint:
                w["own"], w["own.bias"] = glorot(self.zi, d), torch.zeros(d)
        for k in w:
            w[k] = w[k].requires_grad_()
        self.running = {i: (torch.zeros(c), torch.ones(c)) for i, c in enumerate((8, 16))}
        self.adam = torch.optim.Adam(list(w.values()), lr=1e-3, weight_decay=1e-4)
        self.rng = np.random.default_rng(1)

    def pad(self):
        n, k = self.n, int(self.degree.max()) + 1
        index, reverse = np.zeros((n, k), np.int64), np.full((n, k), n * k, np.int64)
        slot = {}
        bias = np.full((n, k), -1e9, np.float32)
        for i in range(n):
            row = [i, *self.targets[self.starts[i]:self.starts[i + 1]]]
            index[i, : len(row)] = row
            bias[i, : len(row)] = 0
            for at, j in enumerate(row):
                slot[i, j] = i * k + at
        for i in range(n):
            row = [i, *self.targets[self.starts[i]:self.starts[i + 1]]]
            reverse[i, : len(row)] = [slot[j, i] for j in row]
        self.index, self.reverse = torch.from_numpy(index), torch.from_numpy(np.where(reverse == n * k, 0, reverse))
        self.valid = torch.from_numpy((bias == 0).astype(np.float32))
        self.bias = torch.from_numpy(bias)

    # natural -------------------------------------------------------------------------------------
    def gat(self, name, x, heads, concat):
        w = self.w
        h = (x @ w[name + ".weight"]).view(self.n, heads, -1)
        left, right = (h * w[name + ".source"]).sum(-1), (h * w[name + ".target"]).sum(-1)
        out = self.attend(h, left, right)
        return (out.flatten(1) if concat else out.mean(1)) + w[name + ".bias"]

    def attend(self, h, left, right):
        e = F.leaky_relu(left[self.src] + right[self.dst], 0.2).exp()
        total = torch.zeros(self.n, e.shape[1]).index_add(0, self.dst, e)
        return torch.zeros_like(h).index_add(0, self.dst, (e / total[self.dst])[..., None] * h[self.src])

    # smart ---------------------------------------------------------------------------------------
    def alpha(self, left, right):
        near = Gather.apply(left, self.index, self.reverse, self.valid)
        logits = F.leaky_relu(near + right[:, None], 0.2) + self.bias[..., None]
        return torch.softmax(logits, 1)  # [n, k, heads]

    def mix(self, alpha, x):
        """[n, k, heads] and shared rows [n, d] -> [n, heads, d]"""
        return torch.bmm(alpha.transpose(1, 2), Gather.apply(x, self.index, self.reverse, self.valid))

    def mix_heads(self, alpha, h):
        """[n, k, heads] and rows per head [n, heads, d] -> [n, heads, d]"""
        near = Gather.apply(h.flatten(1), self.index, self.reverse, self.valid).view(self.n, -1, *h.shape[1:])
        return torch.einsum("nkh,nkhd->nhd", alpha, near)

    def smart_first(self, keep, visible):
        w, b = self.w, HIDDEN // HEADS
        if self.d <= HIDDEN:
            weight = w["0.weight"].view(self.d, HEADS, b)
            x = self.x * keep
            left = x @ torch.einsum("ihb,hb->ih", weight, w["0.source"])
            right = x @ torch.einsum("ihb,hb->ih", weight, w["0.target"])
            mixed = self.mix(self.alpha(left, right), x)
            return torch.einsum("nhi,ihb->nhb", mixed, weight).flatten(1) + w["0.bias"]
        h = torch.zeros(self.n, HIDDEN).index_copy(0, visible, self.x[visible] @ w["0.weight"]).view(self.n, HEADS, b)
        left, right = (h * w["0.source"]).sum(-1), (h * w["0.target"]).sum(-1)
        return self.mix_heads(self.alpha(left, right), h).flatten(1) + w["0.bias"]

    def smart_second(self, x):
        w = self.w
        weight = w["1.weight"].view(HIDDEN, HEADS, self.zs)
        left = x @ torch.einsum("ihb,hb->ih", weight, w["1.source"])
        right = x @ torch.einsum("ihb,hb->ih", weight, w["1.target"])
        mixed = self.mix(self.alpha(left, right), x)
        return mixed.flatten(1) @ weight.transpose(0, 1).reshape(HEADS * HIDDEN, -1) / HEADS + w["1.bias"]

    # both ----------------------------------------------------------------------------------------
    def encode_map(self, maps):
        w, x = self.w, maps
        for i in range(2):
            x = F.conv2d(x, w[f"conv{i}"], padding=1)
            x = F.relu(F.batch_norm(x, *self.running[i], w[f"conv{i}.scale"], w[f"conv{i}.offset"], True, 0.1))
        return x.flatten(1) @ w["dense"] + w["dense.bias"]

    def step(self):
        n, w = self.n, self.w
        mask = np.sort(self.rng.permutation(n)[: n // 2])
        visible = torch.from_numpy(np.setdiff1d(np.arange(n), mask))
        mask = torch.from_numpy(mask)
        anchors = np.sort(self.rng.permutation(n)[:ANCHORS])
        keep = torch.ones(n, 1)
        keep[mask] = 0
        if self.smart:
            zs = self.smart_second(F.elu(self.smart_first(keep, visible)))
        else:
            zs = self.gat("1", F.elu(self.gat("0", self.x * keep, HEADS, True)), HEADS, False)
        own = 0
        if self.full and self.paper:
            zi = self.encode_map(self.maps * keep.view(n, 1, 1, 1))
            z = torch.cat([zs, zi], 1) @ w["fusion"]
        else:
            z = zs @ w["fusion"][: self.zs]
            if self.full:
                zi = self.encode_map(self.maps[visible])
                own = sce(zi @ w["own"] + w["own.bias"], self.x[visible])
        recon = sce(self.decode(z, mask), self.x[mask]) + own
        near = self.contrast(z, anchors)
        self.adam.zero_grad()
        if self.paper:
            grads = []
            for loss in (recon, near):
                g = torch.autograd.grad(loss, list(w.values()), retain_graph=True, allow_unused=True)
                grads.append(torch.cat([(torch.zeros_like(p) if v is None else v).reshape(-1) for v, p in zip(g, w.values())]))
            one, two = grads
            dot, total = one @ two, one + two
            if dot < 0:
                total = one - dot / (two @ two) * two + two - dot / (one @ one) * one
            at = 0
            for p in w.values():
                p.grad = total[at: at + p.numel()].view_as(p)
                at += p.numel()
        else:
            (recon + near).backward()
        self.adam.step()
        return float(recon.detach()), float(near.detach())

    def decode(self, z, mask):
        w = self.w
        if not self.smart and self.paper:
            return self.gat("dec", z, 1, False)[mask]
        left, right = w["dec.source"], w["dec.target"]
        if self.paper:
            left, right = left @ w["dec.weight"].T, right @ w["dec.weight"].T
        left, right = z @ left.T, z @ right.T
        shift = 0 if self.paper else w["dec.shift"]
        if self.smart:
            mixed = self.mix(self.alpha(left, right), z)[:, 0][mask] + shift
            return mixed @ w["dec.weight"] + w["dec.bias"]
        mixed = self.attend(z[:, None], left, right)[:, 0] + shift
        return (mixed @ w["dec.weight"] + w["dec.bias"])[mask]

    def contrast(self, z, anchors):
        z = F.normalize(z, dim=-1)
        rows = np.repeat(np.arange(len(anchors)), self.degree[anchors])
        near = np.concatenate([self.targets[self.starts[i]:self.starts[i + 1]] for i in anchors])
        multiplicity = torch.from_numpy(np.bincount(near, minlength=self.n).astype(np.float32))
        e = (z[torch.from_numpy(anchors)] @ z.T / TAU).exp()
        rows = torch.from_numpy(rows)
        num = torch.zeros(len(anchors)).index_add(0, rows, e[rows, torch.from_numpy(near)])
        return -(num.log() - (e @ multiplicity).log()).mean()


def sce(x, y):
    return (1 - F.cosine_similarity(x, y, dim=-1)).pow(GAMMA).mean()


class Gather(torch.autograd.Function):
    """Rows of x at index [n, k]; backward gathers through the reverse index in place of a scatter."""

    @staticmethod
    def forward(ctx, x, index, reverse, valid):
        ctx.saved = reverse, valid
        return x.index_select(0, index.reshape(-1)).view(*index.shape, -1)

    @staticmethod
    def backward(ctx, g):
        reverse, valid = ctx.saved
        back = g.reshape(-1, g.shape[-1]).index_select(0, reverse.reshape(-1)).view(*reverse.shape, -1)
        return torch.bmm(valid[:, None], back)[:, 0], None, None, None


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--steps", type=int, default=10)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    print(f"torch {torch.__version__}, {a.threads} threads, {a.steps} steps")
    for label, n, d, preset, full in (
        ("osmFISH size, spatial-only, default", 4839, 33, "default", False),
        ("osmFISH size, full, default", 4839, 33, "default", True),
        ("osmFISH size, spatial-only, paper", 4839, 33, "paper", False),
        ("osmFISH size, full, paper", 4839, 33, "paper", True),
        ("4000 x 3000, spatial-only, paper", 4000, 3000, "paper", False),
    ):
        for smart in (False, True):
            case = Case(n, d, preset, full, smart)
            for _ in range(3):
                case.step()
            each = []
            wall = time.perf_counter()
            for _ in range(a.steps):
                t = time.process_time()
                losses = case.step()
                each.append((time.process_time() - t) * 1e3)
            wall = (time.perf_counter() - wall) / a.steps * 1e3
            print(f"{label:40s} {'smart' if smart else 'natural':8s} CPU ms/step median {np.median(each):8.1f} "
                  f"min {min(each):8.1f}  wall {wall:8.1f}  losses {losses[0]:.4f} {losses[1]:.4f}", flush=True)


if __name__ == "__main__":
    main()
