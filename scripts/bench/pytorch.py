"""The other side of `npm run bench -- --only ratios`: the same training steps in PyTorch, CPU.

    python pytorch.py CASE THREADS

Prints a line of JSON when it is ready, {"sessionSeconds": ...}, then for each line on standard input, a number of
seconds, trains for so long and prints {"steps": ..., "wallSeconds": ..., "cpuSeconds": ..., "peakMegabytes": ...}.

A step is one discriminator and one generator update, batches and noise made inside the loop, fused Adam, nothing
logged. Written the way a PyTorch user would write it, with the fastest ordinary settings.
"""
import json
import math
import resource
import sys
import time

import torch
from torch import nn
from torch.nn.functional import softplus

case, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)


def mlp(sizes, activation):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers.append(activation())
    return nn.Sequential(*layers)


def ring(n):
    angle = 2 * math.pi / 8 * torch.randint(0, 8, (n,))
    return 2 * torch.stack([angle.cos(), angle.sin()], 1) + 0.02 * torch.randn(n, 2)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-3, betas=(0.5, 0.999), fused=True)


def mlp_case(penalty):
    batch = 256
    g = mlp([64, 128, 128, 2], nn.ReLU)
    d = mlp([2, 128, 128, 1], lambda: nn.LeakyReLU(0.2))
    optimizer_g, optimizer_d = adam(g.parameters()), adam(d.parameters())

    def step():
        real = ring(batch)
        with torch.no_grad():
            fake = g(torch.randn(batch, 64))
        loss = penalty(d, real, fake) if penalty else softplus(-d(real)).mean() + softplus(d(fake)).mean()
        optimizer_d.zero_grad(set_to_none=True)
        loss.backward()
        optimizer_d.step()
        for p in d.parameters():
            p.requires_grad_(False)
        fake = g(torch.randn(batch, 64))
        loss = -d(fake).mean() if penalty else softplus(-d(fake)).mean()
        optimizer_g.zero_grad(set_to_none=True)
        loss.backward()
        optimizer_g.step()
        for p in d.parameters():
            p.requires_grad_(True)

    return step


def wasserstein_with_penalty(d, real, fake):
    """Gulrajani et al. 2017, algorithm 1, lambda 0.1 as for toy data."""
    mix = torch.rand(real.shape[0], 1)
    x = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (gradient,) = torch.autograd.grad(d(x).sum(), x, create_graph=True)
    return d(fake).mean() - d(real).mean() + 0.1 * (gradient.norm(dim=1) - 1).square().mean()


def unrolled(steps):
    """Metz et al. 2017: the generator descends through `steps` differentiable Adam updates of the discriminator."""
    batch, names = 256, None
    g = mlp([64, 128, 128, 2], nn.ReLU)
    d = mlp([2, 128, 128, 1], lambda: nn.LeakyReLU(0.2))
    optimizer_g, optimizer_d = adam(g.parameters()), adam(d.parameters())
    names = [name for name, _ in d.named_parameters()]

    def loss_of(judge, real, fake):
        return softplus(-judge(real)).mean() + softplus(judge(fake)).mean()

    def step():
        real = ring(batch)
        with torch.no_grad():
            fake = g(torch.randn(batch, 64))
        loss = loss_of(d, real, fake)
        optimizer_d.zero_grad(set_to_none=True)
        loss.backward()
        optimizer_d.step()
        fake = g(torch.randn(batch, 64))
        values = list(d.parameters())
        state = [optimizer_d.state[p] for p in values]
        m, v = [s["exp_avg"] for s in state], [s["exp_avg_sq"] for s in state]
        t = int(state[0]["step"])
        for _ in range(steps):
            t += 1
            judge = lambda x, q=values: torch.func.functional_call(d, dict(zip(names, q)), (x,))
            gradients = torch.autograd.grad(loss_of(judge, real, fake), values, create_graph=True)
            m = [0.5 * a + 0.5 * b for a, b in zip(m, gradients)]
            v = [0.999 * a + 0.001 * b * b for a, b in zip(v, gradients)]
            values = [p - 1e-3 * (a / (1 - 0.5**t)) / ((b / (1 - 0.999**t) + 1e-24).sqrt() + 1e-8) for p, a, b in zip(values, m, v)]
        loss = softplus(-torch.func.functional_call(d, dict(zip(names, values)), (fake,))).mean()
        parameters = list(g.parameters())
        for p, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
            p.grad = gradient
        optimizer_g.step()

    return step


def dcgan():
    """28x28x1, batch 64. D: conv 4x4/2 1-32, 32-64, dense; G: dense 64-3136, conv-transpose 4x4/2 64-32, 32-1, tanh."""
    batch = 64
    g = nn.Sequential(nn.Linear(64, 3136), nn.ReLU(), nn.Unflatten(1, (64, 7, 7)), nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ReLU(),
                      nn.ConvTranspose2d(32, 1, 4, 2, 1), nn.Tanh())
    d = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(3136, 1))
    optimizer_g, optimizer_d = adam(g.parameters()), adam(d.parameters())
    images = torch.rand(1024, 1, 28, 28) * 2 - 1

    def step():
        real = images[torch.randint(0, len(images), (batch,))]
        with torch.no_grad():
            fake = g(torch.randn(batch, 64))
        loss = softplus(-d(real)).mean() + softplus(d(fake)).mean()
        optimizer_d.zero_grad(set_to_none=True)
        loss.backward()
        optimizer_d.step()
        for p in d.parameters():
            p.requires_grad_(False)
        loss = softplus(-d(g(torch.randn(batch, 64)))).mean()
        optimizer_g.zero_grad(set_to_none=True)
        loss.backward()
        optimizer_g.step()
        for p in d.parameters():
            p.requires_grad_(True)

    return step


begin = time.perf_counter()
step = {"mlp": lambda: mlp_case(None), "wgan-gp": lambda: mlp_case(wasserstein_with_penalty), "unrolled-5": lambda: unrolled(5), "dcgan-28": dcgan}[case]()
step()
print(json.dumps({"sessionSeconds": time.perf_counter() - begin}), flush=True)
for _ in range(20):
    step()
for line in sys.stdin:
    count, begin, cpu = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - begin < float(line):
        step()
        count += 1
    wall, cpu = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"steps": count, "wallSeconds": wall, "cpuSeconds": cpu, "peakMegabytes": peak}), flush=True)
