/** Modules that are not the project's own: what they are called tells what they are. */
const roots = new Set(
  (
    "torch torchvision torchaudio torchtext torchmetrics numpy scipy sklearn pandas matplotlib seaborn plotly tensorflow keras jax flax " +
    "optax haiku transformers datasets tokenizers accelerate diffusers peft evaluate lightning pytorch_lightning ignite fastai timm einops cv2 PIL " +
    "skimage albumentations monai torch_geometric dgl gym gymnasium wandb mlflow tensorboard tensorboardX comet_ml neptune tqdm yaml " +
    "requests joblib numba cupy sympy statsmodels xgboost lightgbm catboost optuna hydra omegaconf click rich psutil h5py nltk spacy " +
    "math cmath random statistics operator functools itertools collections copy json re os sys io time datetime pathlib glob shutil " +
    "argparse ast asyncio logging warnings typing typing_extensions dataclasses enum abc contextlib string textwrap pickle csv struct hashlib " +
    "threading multiprocessing concurrent queue subprocess tempfile traceback inspect types gc platform socket uuid heapq bisect " +
    "fractions decimal numbers array zipfile gzip base64 urllib http unittest pytest doctest pprint timeit cProfile signal atexit " +
    "builtins __future__ IPython ipywidgets google einops_exts safetensors onnx onnxruntime torchinfo torchsummary apex deepspeed fvcore kornia segmentation_models_pytorch pytorch_metric_learning mmcv mmdet"
  ).split(" "),
);

export function isLibrary(path: string): boolean {
  const dot = path.indexOf(".");
  return roots.has(dot < 0 ? path : path.slice(0, dot));
}

/** Libraries whose functions leave their arguments as they are, but for those that say so by their names. */
const harmless = new Set(
  (
    "torch torchvision torchaudio torchmetrics numpy scipy sklearn pandas matplotlib seaborn plotly tensorflow keras jax optax wandb mlflow tqdm " +
    "xgboost lightgbm math cmath statistics operator functools itertools copy json re os sys io time datetime pathlib glob shutil argparse ast logging " +
    "warnings typing typing_extensions dataclasses enum abc contextlib string textwrap pickle csv struct hashlib tempfile traceback inspect types gc " +
    "platform uuid fractions decimal numbers pprint timeit builtins collections random einops torchinfo torchsummary IPython yaml psutil PIL cv2 fvcore"
  ).split(" "),
);

const changing =
  /(_|\.(shuffle|put|place|copyto|putmask|fill_diagonal|put_along_axis|at|insort\w*|heap\w+|vector_to_parameters|apply|exec|eval|scatter|setitem|i(add|sub|mul|truediv|concat)|call_function|fit))$/;

/** Whether a library's function that is not modelled may change what it is given. */
export function mayChangeArguments(path: string): boolean {
  const dot = path.indexOf(".");
  if (!harmless.has(dot < 0 ? path : path.slice(0, dot))) return true;
  return changing.test(path) && !path.endsWith("__");
}
