# @title The data: find, verify and unpack MNIST
def mnist_root():
    """Return the folder to give to datasets.MNIST; its archives are verified and unpacked first."""
    places = [Path.cwd(), *Path.cwd().parents, Path(sys.prefix).parent]  # the last: home of the course's .venv
    root = next((p / "data" for p in places if os.path.isdir(p / "data/MNIST/raw")), Path("data"))
    for name, md5 in datasets.MNIST.resources:
        archive = root / "MNIST/raw" / name
        if not archive.exists():
            continue  # datasets.MNIST downloads what is missing, in Colab for example
        packed = archive.read_bytes()
        if hashlib.md5(packed).hexdigest() != md5:
            cure = "git checkout -- data; outside a git checkout, delete the file and run this cell again"
            raise RuntimeError(f"{archive} is damaged. Restore it: {cure}.")
        unpacked, raw = archive.with_suffix(""), gzip.decompress(packed)
        if not unpacked.exists() or unpacked.read_bytes() != raw:
            part = unpacked.with_name(f"{unpacked.name}.{os.getpid()}")
            try:
                part.write_bytes(raw)
                os.replace(part, unpacked)  # all or nothing, so two notebooks may do this at once
            except OSError as error:
                if part.exists():  # not on a disk that can only be read
                    part.unlink()
                cure = "Make room there, or copy the course to a folder in which you may write"
                raise RuntimeError(f"{unpacked} can't be written: {error.strerror}. {cure}.") from None
    return root
