"""LibreOffice as the people who review: opens Word files, edits them as told, and saves them as Word files.

Many files are edited in one start, by a script (below) which the system's Python runs, since that one knows `uno`.
"""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PYTHON = "/usr/bin/python3"

Step = tuple[Any, ...]
"""What is done to a file, such as `("replace", "words", "others")`; the verbs are the methods of `Editor`."""


@dataclass(frozen=True)
class Job:
    """A Word file and what is done to it, one step after the other."""

    word: bytes
    steps: tuple[Step, ...] = ()


def edited(jobs: dict[str, Job]) -> dict[str, bytes]:
    """Return each file as LibreOffice saves it after its steps."""
    with TemporaryDirectory() as folder:
        for number, job in enumerate(jobs.values()):
            Path(folder, f"{number}.docx").write_bytes(job.word)
        Path(folder, "jobs.json").write_text(json.dumps([job.steps for job in jobs.values()]))
        done = subprocess.run(
            [PYTHON, __file__, folder], capture_output=True, text=True, timeout=60 + 20 * len(jobs), check=False
        )
        if done.returncode:
            raise AssertionError(f"LibreOffice: {done.stderr}")
        return {name: Path(folder, f"{number}-out.docx").read_bytes() for number, name in enumerate(jobs)}


@cache
def missing() -> str:
    """Return why nothing can be edited here; empty where it can."""
    if not shutil.which("soffice"):
        return "LibreOffice is not installed"
    try:
        subprocess.run([PYTHON, "-c", "import uno"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return "the system's Python has no uno (python3-uno)"
    return ""


# --- what the system's Python runs ------------------------------------------------------------------------------


class Editor:
    """One open document. Places are told by words that stand there; `nth` counts them from 0."""

    def __init__(self, desktop: Any, path: Path) -> None:
        self.desktop = desktop
        self.word = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (named("Hidden", True),))
        self.text = self.word.Text

    def track(self, on: bool) -> None:
        self.word.RecordChanges = on

    def author(self, given: str, family: str) -> None:
        """Make the changes that follow those of somebody."""
        import uno

        context = uno.getComponentContext()
        provider = self.desktop.context_.ServiceManager.createInstanceWithContext(
            "com.sun.star.configuration.ConfigurationProvider", self.desktop.context_
        )
        assert context
        path = named("nodepath", "/org.openoffice.UserProfile/Data")
        access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (path,))
        access.setPropertyValue("givenname", given)
        access.setPropertyValue("sn", family)
        access.commitChanges()

    def replace(self, words: str, instead: str, nth: int = 0) -> None:
        self._range(words, nth).String = instead

    def insert(self, before: str, words: str, nth: int = 0) -> None:
        self.text.insertString(self._range(before, nth).Start, words, False)

    def rewrite(self, words: str, instead: str) -> None:
        """Put other words into the whole paragraph that has `words`."""
        paragraph = self._paragraph(words)
        cursor = self.text.createTextCursorByRange(paragraph.Start)
        cursor.gotoRange(paragraph.End, True)
        cursor.String = instead

    def split(self, before: str, nth: int = 0) -> None:
        self.text.insertControlCharacter(self._range(before, nth).Start, 0, False)

    def merge(self, words: str) -> None:
        """Join the paragraph that has `words` with the next one."""
        cursor = self.text.createTextCursorByRange(self._paragraph(words).End)
        cursor.goRight(1, True)
        cursor.String = ""

    def delete(self, words: str) -> None:
        """Delete the paragraph that has `words`, with its mark."""
        paragraph = self._paragraph(words)
        cursor = self.text.createTextCursorByRange(paragraph.Start)
        cursor.gotoRange(paragraph.End, True)
        cursor.goRight(1, True)
        cursor.String = ""

    def empty(self, words: str) -> None:
        """Delete the words of the paragraph that has `words`, but not its mark."""
        self.rewrite(words, "")

    def comment(self, words: str, remark: str, author: str) -> None:
        note = self.word.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = author, remark
        self.text.insertTextContent(self._range(words, 0), note, True)

    def accept_all(self) -> None:
        self._dispatch(".uno:AcceptAllTrackedChanges")

    def reject_all(self) -> None:
        self._dispatch(".uno:RejectAllTrackedChanges")

    def forget_properties(self) -> None:
        """Take all custom properties out, as programs do that do not know them."""
        properties = self.word.DocumentProperties.UserDefinedProperties
        for one in properties.PropertySetInfo.Properties:
            properties.removeProperty(one.Name)

    def save(self, path: Path) -> None:
        self.word.storeToURL(path.as_uri(), (named("FilterName", "MS Word 2007 XML"),))
        self.word.close(True)

    def _paragraph(self, words: str) -> Any:
        found = [one for one in self._paragraphs() if words in one.String]
        if not found:
            raise LookupError(f"no paragraph has {words!r}")
        return found[0]

    def _paragraphs(self) -> list[Any]:
        everything = self.text.createEnumeration()
        found = []
        while everything.hasMoreElements():
            one = everything.nextElement()
            if one.supportsService("com.sun.star.text.Paragraph"):
                found.append(one)
        return found

    def _range(self, words: str, nth: int) -> Any:
        for paragraph in self._paragraphs():
            at = -1
            while (at := paragraph.String.find(words, at + 1)) >= 0:
                if not nth:
                    cursor = self.text.createTextCursorByRange(paragraph.Start)
                    cursor.goRight(at, False)
                    cursor.goRight(len(words), True)
                    return cursor
                nth -= 1
        raise LookupError(f"the words {words!r} are not there")

    def _dispatch(self, command: str) -> None:
        helper = self.desktop.context_.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
        helper.executeDispatch(self.word.CurrentController.Frame, command, "", 0, ())


def named(name: str, value: object) -> Any:
    from com.sun.star.beans import PropertyValue

    return PropertyValue(Name=name, Value=value)


class Desktop:
    """The desktop of a running LibreOffice, with the context that its services come from."""

    def __init__(self, context: Any) -> None:
        self.context_ = context
        self.own = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.own, name)


def connected(pipe: str) -> Desktop:
    """Return the desktop of the LibreOffice at `pipe`, when it has started."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            return Desktop(resolver.resolve(address))
        except Exception:  # LibreOffice has a class of its own for each thing that is not there yet
            time.sleep(0.2)
    raise TimeoutError("LibreOffice did not start")


def main(folder: Path) -> None:
    pipe = f"reportkit{folder.name}"
    run = [
        *("soffice", "--headless", "--norestore", "--nologo", "--nodefault"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
    ]
    office = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        desktop = connected(pipe)
        for number, steps in enumerate(json.loads((folder / "jobs.json").read_text())):
            editor = Editor(desktop, folder / f"{number}.docx")
            for verb, *arguments in steps:
                getattr(editor, verb)(*arguments)
            editor.save(folder / f"{number}-out.docx")
        desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
