import csv
import os

from snakemake.utils import update_config, validate

# Defaults of a schema do not reach the jobs of an executor: they are set here.
validate(config, "../schemas/config.schema.yaml", set_default=False)
OPTIONS = {
    "out": "results",
    "program": "cellscape",
    "exclude": [],
    "threads": 2,
    "sections": {},
    "memory_mb": {"sample": 2000, "fit": 4000, "section": 8000},
    "settings": {"prepare": "", "merge": "", "plan": "", "apply": "--no-figures", "gather": ""},
}
update_config(OPTIONS, config)

OUT = OPTIONS["out"]
PROGRAM = OPTIONS["program"]
SETTINGS = OPTIONS["settings"]
MEMORY = OPTIONS["memory_mb"]

with open(config["samples"], newline="") as sheet:
    ROWS = [row for row in csv.DictReader(sheet) if row["sample"] not in OPTIONS["exclude"]]
SHEET_FOLDER = os.path.dirname(config["samples"])
SAMPLES = {row["sample"]: os.path.join(SHEET_FOLDER, row["path"]) for row in ROWS}
TILE_COLUMN = "tile_of"
# Sections of which samples are tiles, as `cellscape cohort split` cuts them.
SECTIONS = sorted({row[TILE_COLUMN] for row in ROWS if row.get(TILE_COLUMN)})


wildcard_constraints:
    sample="[A-Za-z0-9][A-Za-z0-9._-]*",


def path_of(wildcards):
    return SAMPLES[wildcards.sample]


def of_all(ending, folder="work"):
    return [f"{OUT}/{folder}/{sample}.{ending}" for sample in SAMPLES]


def section_of(wildcards):
    """The file of a section in tiles: where split wrote it, beside the sheet, unless the configuration names another."""
    return OPTIONS["sections"].get(wildcards.section, os.path.join(SHEET_FOLDER, f"{wildcards.section}.h5ad"))


def tiles_of(wildcards):
    tiles = [row["sample"] for row in ROWS if row.get(TILE_COLUMN) == wildcards.section]
    return [f"{OUT}/samples/{tile}/result.h5ad" for tile in tiles]


def folder_of(wildcards, output):
    return os.path.dirname(output[0])


def memory(base):
    """More with each attempt: exit code 3 asks for it."""
    return lambda wildcards, attempt: base * attempt
