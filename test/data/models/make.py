"""Makes the models in this folder and the numbers that PyTorch has for them: features of 3-channel images of any size,
features of points, and one that takes whole batches of 4 grey images of 8 x 8 only. PyTorch 2.13, onnx 1.23, opset 17:

    python make.py
"""
import json, torch
from torch import nn

torch.manual_seed(1)

class Images(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, stride=2)

    def forward(self, x):
        return torch.tanh(self.conv(x)).mean((2, 3))

class Grey(nn.Module):
    def __init__(self):
        super().__init__()
        self.dense = nn.Linear(64, 3)

    def forward(self, x):
        return torch.relu(self.dense(x.flatten(1)))

def export(name, net, example, **options):
    torch.onnx.export(net.eval(), (example,), f"{name}.onnx", input_names=["samples"], output_names=["features"],
                      opset_version=17, dynamo=False, **options)
    return {"input": example.flatten().tolist(), "shape": list(example.shape), "features": net(example).flatten().tolist()}

ramp = lambda *shape: torch.sin(torch.arange(torch.tensor(shape).prod()).float()).reshape(shape)
numbers = {
    "images": export("images", Images(), ramp(2, 3, 8, 8),
                     dynamic_axes={"samples": {0: "n", 2: "height", 3: "width"}, "features": {0: "n"}}),
    "points": export("points", nn.Sequential(nn.Linear(2, 5), nn.Tanh()), ramp(3, 2),
                     dynamic_axes={"samples": {0: "n"}, "features": {0: "n"}}),
    "grey": export("grey", Grey(), ramp(4, 1, 8, 8)),
}
json.dump(numbers, open("numbers.json", "w"))
