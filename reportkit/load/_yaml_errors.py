"""What ruamel.yaml says of a file that is no YAML, in the words of somebody who types records."""

from ruamel.yaml.error import MarkedYAMLError

from reportkit.errors import Place
from reportkit.load._places import Contents

QUOTE = "put the value into quotation marks"

INDENTED = ("the line is indented otherwise than those above", "begin what belongs together in one column")

TOO_DEEP = ("lists and mappings lie too deep in each other", "a record needs no more than four levels")


def blame(contents: Contents, error: MarkedYAMLError) -> None:
    """Note `error` where its cause is, which may be lines above the place that puzzled the parser."""
    here, there = _place(contents, error.problem_mark), _place(contents, error.context_mark)
    message, hint, place = _words(str(error.problem), str(error.context), contents, here, there)
    contents.blame(message, hint, place.line, place.column)


def _place(contents: Contents, mark: object) -> Place:
    line, column = getattr(mark, "line", -1) + 1, getattr(mark, "column", -1) + 1
    return Place(contents.file, line, column)


def _words(problem: str, context: str, contents: Contents, here: Place, there: Place) -> tuple[str, str, Place]:
    """Return message, hint and place of a `problem`; `here` it was noticed, and `there` begins what it is part of."""
    line = (contents.text.split("\n")[here.line - 1 : here.line] or [""])[0]
    before, at = line[: here.column - 1], line[here.column - 1 : here.column]
    match problem:
        case _ if "maximum depth" in problem:
            return *TOO_DEEP, here
        case _ if "cannot start any token" in problem and at == "\t":
            return "a tab at the beginning of the line", "indent with blanks", here
        case _ if "cannot start any token" in problem:
            return f'a value cannot begin with "{at}"', QUOTE, here
        case _ if "undefined alias" in problem:
            return 'a value cannot begin with "*"', QUOTE, here
        case "found unexpected end of stream" if "quoted" in context:
            return "the quotation mark is not closed", "put one at the end of the value", there
        case "could not find expected ':'":
            return "neither a field nor the end of one", "put a colon and a blank behind the name of the field", there
        case "mapping values are not allowed here" if ": " in before or before.rstrip().endswith('"'):
            return "a second colon in the line", QUOTE, here
        case "but found another document":
            return "a second record in the file", "give each session a file of its own", here
        case _ if "escape" in problem:
            return f'"\\{at}" means nothing here', "write \\\\ for a backslash, or use single quotation marks", here
        case _ if "'<stream end>'" in problem and there == here:
            return "the file ends within a list", "close the bracket", here
        case _ if problem.startswith("found incompatible YAML"):
            return "the file says that it is written in another YAML than 1.2", "take the line out", here
        case _ if problem.startswith("expected ',' or") and ("':'" not in problem or here.line > there.line):
            return "the bracket is not closed", "close it, or put the value into quotation marks", there
        case _ if problem.startswith("expected ',' or"):
            return "a second colon between two commas", "put a comma before the name of a field", here
        case "mapping values are not allowed here":
            return *INDENTED, Place(here.file, here.line, len(line) - len(line.lstrip()) + 1)
        case _ if problem.startswith("expected <block end>") and not before.strip(" -"):
            return *INDENTED, here
        case _ if problem.startswith("expected <block end>") and before.endswith("'"):
            return "something follows the quotation mark", "write two of them for an apostrophe within", here
        case _ if problem.startswith("expected <block end>"):
            return "something follows the quotation mark or bracket", "put the whole value into quotation marks", here
    return f"not YAML: {problem}", "see the line above, too", here
