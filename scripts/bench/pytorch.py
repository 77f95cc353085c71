"""The other side of `npm run bench`: the same training steps in PyTorch, CPU.

    python pytorch.py SPEC THREADS

SPEC is JSON, as cases.mjs has it. Prints a line of JSON when it is ready, {"sessionSeconds": ...}, then for each line
on standard input, a number of seconds, trains for so long and prints
{"steps": ..., "wallSeconds": ..., "cpuSeconds": ..., "peakMegabytes": ...}.

A step is one discriminator and one generator update, each with a batch and noise of its own, made inside the loop;
fused Adam, nothing logged. Written the way a PyTorch user would write it, with the fastest ordinary settings.
"""
import json
import math
import resource
import sys
import time

import torch
from torch import nn
from torch.func import functional_call
from torch.nn.functional import softplus

spec, threads = json.loads(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)

LATENT = 64


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


def mlp_parts(batch=256, width=128, **_):
    g = mlp([LATENT, width, width, 2], nn.ReLU)
    d = mlp([2, width, width, 1], lambda: nn.LeakyReLU(0.2))
    return g, d, lambda: ring(batch), batch


def conv_parts(batch=64, size=28, **_):
    """D: conv 4x4/2 1-32, 32-64, dense; G: dense, conv-transpose 4x4/2 64-32, 32-1, tanh."""
    small = size // 4
    g = nn.Sequential(
        nn.Linear(LATENT, 64 * small * small), nn.ReLU(), nn.Unflatten(1, (64, small, small)),
        nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(32, 1, 4, 2, 1), nn.Tanh())
    d = nn.Sequential(
        nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Flatten(), nn.Linear(64 * small * small, 1))
    images = torch.rand(1024, 1, size, size) * 2 - 1
    return g, d, lambda: images[torch.randint(0, len(images), (batch,))], batch


def loss_of(judge, real, fake):
    return softplus(-judge(real)).mean() + softplus(judge(fake)).mean()


def wasserstein_with_penalty(d, real, fake):
    """Gulrajani et al. 2017, algorithm 1, lambda 0.1 as for toy data."""
    mix = torch.rand(real.shape[0], 1)
    x = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (gradient,) = torch.autograd.grad(d(x).sum(), x, create_graph=True)
    return d(fake).mean() - d(real).mean() + 0.1 * (gradient.norm(dim=1) - 1).square().mean()


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-3, betas=(0.5, 0.999), fused=True)


def ahead(d, optimizer, real, fake, steps):
    """D's parameters after some simulated updates by Adam, differentiable (Metz et al. 2017)."""
    names, values = zip(*d.named_parameters())
    state = [optimizer.state[p] for p in values]
    m, v = [s["exp_avg"] for s in state], [s["exp_avg_sq"] for s in state]
    t = int(state[0]["step"])
    for _ in range(steps):
        t += 1
        judge = lambda x, q=values: functional_call(d, dict(zip(names, q)), (x,))
        gradients = torch.autograd.grad(loss_of(judge, real, fake), values, create_graph=True)
        m = [0.5 * a + 0.5 * b for a, b in zip(m, gradients)]
        v = [0.999 * a + 0.001 * b * b for a, b in zip(v, gradients)]
        first, second = 1 - 0.5**t, 1 - 0.999**t
        # The small number keeps the root's derivative finite where a gradient is 0
        values = [p - 1e-3 * (a / first) / ((b / second + 1e-24).sqrt() + 1e-8) for p, a, b in zip(values, m, v)]
    return dict(zip(names, values))


def stepper(network, penalty=False, unroll=0, **sizes):
    g, d, draw, batch = {"mlp": mlp_parts, "conv": conv_parts}[network](**sizes)
    optimizer_g, optimizer_d = adam(g.parameters()), adam(d.parameters())
    loss_d = wasserstein_with_penalty if penalty else loss_of

    def loss_g(fake):
        if unroll == 0:
            return -d(fake).mean() if penalty else softplus(-d(fake)).mean()
        return softplus(-functional_call(d, ahead(d, optimizer_d, draw(), fake, unroll), (fake,))).mean()

    def step():
        real = draw()
        with torch.no_grad():
            fake = g(torch.randn(batch, LATENT))
        loss = loss_d(d, real, fake)
        optimizer_d.zero_grad(set_to_none=True)
        loss.backward()
        optimizer_d.step()
        # The simulated updates differentiate by D's parameters; otherwise D's gradients would be work for nothing
        d.requires_grad_(unroll > 0)
        loss = loss_g(g(torch.randn(batch, LATENT)))
        optimizer_g.zero_grad(set_to_none=True)
        parameters = list(g.parameters())
        for p, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
            p.grad = gradient
        optimizer_g.step()
        d.requires_grad_(True)

    return step


begin = time.perf_counter()
step = stepper(**spec)
step()
print(json.dumps({"sessionSeconds": time.perf_counter() - begin}), flush=True)
warm = time.perf_counter()
while time.perf_counter() - warm < 0.3:
    step()
for line in sys.stdin:
    count, begin, cpu = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - begin < float(line):
        step()
        count += 1
    wall, cpu = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"steps": count, "wallSeconds": wall, "cpuSeconds": cpu, "peakMegabytes": peak}), flush=True)
