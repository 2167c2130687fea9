"""Scores the rows of a file with a model, in Python's onnxruntime.

Usage: check_scores.py MODEL FEATURES SCORES
MODEL is an ONNX file with the signature of a policy; FEATURES holds float32 rows of 512, little-endian; SCORES holds one
float32 per row, as the program scored them. Exits with 1 when a score differs by more than 1e-5.
"""

import sys

import numpy as np
import onnxruntime

model, features_file, scores_file = sys.argv[1:]
features = np.fromfile(features_file, dtype="<f4").reshape(-1, 512)
expected = np.fromfile(scores_file, dtype="<f4")
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
assert [(each.name, each.type) for each in session.get_inputs()] == [("features", "tensor(float)")]
(scores,) = session.run(["scores"], {"features": features})
assert scores.shape == expected.shape, (scores.shape, expected.shape)
difference = float(np.max(np.abs(scores - expected)))
metadata = session.get_modelmeta().custom_metadata_map
print(f"{len(scores)} scores, largest difference {difference:.2e}, architecture {metadata['turnwise.architecture']}")
sys.exit(0 if difference <= 1e-5 else 1)
