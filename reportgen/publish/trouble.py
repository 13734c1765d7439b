"""What a folder that cannot be written is told as: the reason in the reader's language, and what to do."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

from reportgen.model.diagnostic import UsageError
from reportgen.model.language import say


def cannot_write(folder: Path, error: OSError) -> UsageError:
    """The error to raise when ``folder`` could not be written; the earlier set then stands."""
    zh, en = _reason(error)
    return UsageError(
        say(
            f"无法写入文件夹 {folder}：{zh}。原有的文件没有改动。",
            f"cannot write to the folder {folder}: {en}. What was there is unchanged.",
        )
    )


def _reason(error: OSError) -> tuple[str, str]:
    told = error.strerror or type(error).__name__
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "磁盘空间或配额不够，请腾出空间再试", f"{told}; make room and try again"
        case errno.EROFS:
            return "所在的磁盘是只读的", f"{told}"
        case errno.EACCES | errno.EPERM if sys.platform == "win32":
            return "没有写的权限，或文件正被别的程序打开", f"{told}; perhaps a file is open in another program"
        case errno.EACCES | errno.EPERM:
            return "没有写的权限", told
        case errno.ENAMETOOLONG:
            return "名称太长", told
        case errno.EFBIG:
            return "文件超过允许的大小", told
        case errno.EEXIST | errno.ENOTDIR:
            return "路径上有同名的文件", f"{told}; a file of that name is in the way"
    return told, told
