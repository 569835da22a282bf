import csv
import os

from snakemake.utils import update_config, validate

# Defaults of a schema do not reach the jobs of an executor: they are set here.
validate(config, "../schemas/config.schema.yaml", set_default=False)
OPTIONS = {
    "out": "results",
    "program": "cellscape",
    "exclude": [],
    "threads": 4,
    "memory_mb": {"sample": 2000, "fit": 4000},
    "settings": {"prepare": "", "merge": "", "plan": "", "apply": "--no-figures", "gather": ""},
}
update_config(OPTIONS, config)

OUT = OPTIONS["out"]
PROGRAM = OPTIONS["program"]
SETTINGS = OPTIONS["settings"]
MEMORY = OPTIONS["memory_mb"]

with open(config["samples"], newline="") as sheet:
    ROWS = [row for row in csv.DictReader(sheet) if row["sample"] not in OPTIONS["exclude"]]
SAMPLES = {row["sample"]: os.path.join(os.path.dirname(config["samples"]), row["path"]) for row in ROWS}


wildcard_constraints:
    sample="[A-Za-z0-9][A-Za-z0-9._-]*",


def path_of(wildcards):
    return SAMPLES[wildcards.sample]


def of_all(ending, folder="work"):
    return [f"{OUT}/{folder}/{sample}.{ending}" for sample in SAMPLES]


def folder_of(wildcards, output):
    return os.path.dirname(output[0])


def memory(base):
    """More with each attempt: exit code 3 asks for it."""
    return lambda wildcards, attempt: base * attempt
