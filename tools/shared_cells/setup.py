assert hasattr(torch, "accelerator"), (
    f"This course needs PyTorch 2.6 or newer, and this is {torch.__version__}. "
    "Update with: pip install -U torch torchvision"
)
device = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else torch.device("cpu")
