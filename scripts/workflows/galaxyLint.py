"""Lints a Galaxy tool: python galaxyLint.py tool.xml. Ends with code 1 for warnings and errors, which it prints."""

import sys

from galaxy.tool_util.lint import LintContext, LintLevel, lint_tool_source_with
from galaxy.tool_util.parser import get_tool_source

context = LintContext(level=LintLevel.WARN)
lint_tool_source_with(context, get_tool_source(sys.argv[1]))
sys.exit(1 if context.found_warns or context.found_errors else 0)
