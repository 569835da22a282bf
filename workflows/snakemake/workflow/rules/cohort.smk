rule prepare:
    input:
        path_of,
    output:
        f"{OUT}/work/{{sample}}.stats",
    log:
        f"{OUT}/logs/prepare/{{sample}}.log",
    params:
        out=folder_of,
        program=PROGRAM,
        settings=SETTINGS["prepare"],
    conda:
        "../envs/cellscape.yaml"
    resources:
        mem_mb=memory(MEMORY["sample"]),
    shell:
        "{params.program} cohort prepare {input:q} --sample {wildcards.sample} --out {params.out}"
        " {params.settings} --progress plain > {log} 2>&1"


rule merge:
    input:
        stats=of_all("stats"),
        sheet=config["samples"],
    output:
        f"{OUT}/work/genes.plan",
    log:
        f"{OUT}/logs/merge.log",
    params:
        program=PROGRAM,
        settings=SETTINGS["merge"],
    conda:
        "../envs/cellscape.yaml"
    resources:
        mem_mb=memory(1000),
    shell:
        "{params.program} cohort merge {input.stats} --samples {input.sheet} --out {output}"
        " {params.settings} --progress plain > {log} 2>&1"


rule rank:
    input:
        sample=path_of,
        plan=f"{OUT}/work/genes.plan",
        stats=f"{OUT}/work/{{sample}}.stats",
    output:
        f"{OUT}/work/{{sample}}.ranks",
    log:
        f"{OUT}/logs/rank/{{sample}}.log",
    params:
        out=folder_of,
        program=PROGRAM,
    conda:
        "../envs/cellscape.yaml"
    resources:
        mem_mb=memory(MEMORY["sample"]),
    shell:
        "{params.program} cohort rank {input.sample:q} --sample {wildcards.sample} --plan {input.plan}"
        " --stats {params.out} --out {params.out} --progress plain > {log} 2>&1"


rule plan:
    input:
        ranks=of_all("ranks"),
        plan=f"{OUT}/work/genes.plan",
    output:
        f"{OUT}/work/cohort.plan",
    log:
        f"{OUT}/logs/plan.log",
    params:
        program=PROGRAM,
        settings=SETTINGS["plan"],
    conda:
        "../envs/cellscape.yaml"
    resources:
        mem_mb=memory(1000),
    shell:
        "{params.program} cohort plan {input.ranks} --plan {input.plan} --out {output}"
        " {params.settings} --progress plain > {log} 2>&1"


rule sketch:
    input:
        sample=path_of,
        plan=f"{OUT}/work/cohort.plan",
    output:
        f"{OUT}/work/{{sample}}.sketch",
    log:
        f"{OUT}/logs/sketch/{{sample}}.log",
    params:
        out=folder_of,
        program=PROGRAM,
    conda:
        "../envs/cellscape.yaml"
    resources:
        mem_mb=memory(MEMORY["sample"]),
    shell:
        "{params.program} cohort sketch {input.sample:q} --sample {wildcards.sample} --plan {input.plan}"
        " --out {params.out} --progress plain > {log} 2>&1"


# Unfinished training is kept apart from the outputs, which are removed when a job fails: the next attempt goes on with it.
rule fit:
    input:
        sketches=of_all("sketch"),
        plan=f"{OUT}/work/cohort.plan",
    output:
        model=f"{OUT}/fit/model.cellscape",
        record=f"{OUT}/fit/fit.json",
    log:
        f"{OUT}/logs/fit.log",
    params:
        checkpoints=f"{OUT}/checkpoints/fit",
        out=folder_of,
        program=PROGRAM,
    conda:
        "../envs/cellscape.yaml"
    threads: OPTIONS["threads"]
    resources:
        mem_mb=memory(MEMORY["fit"]),
    shell:
        "{params.program} cohort fit {input.sketches} --plan {input.plan} --out {params.out}"
        " --threads {threads} --memory {resources.mem_mb}MB --checkpoints {params.checkpoints} --resume"
        " --progress plain > {log} 2>&1"


rule apply:
    input:
        sample=path_of,
        plan=f"{OUT}/work/cohort.plan",
        model=f"{OUT}/fit/model.cellscape",
    output:
        counts=f"{OUT}/samples/{{sample}}.counts",
        result=f"{OUT}/samples/{{sample}}/result.h5ad",
        table=f"{OUT}/samples/{{sample}}/domains.csv",
        done=f"{OUT}/samples/{{sample}}/manifest.json",
    log:
        f"{OUT}/logs/apply/{{sample}}.log",
    params:
        checkpoints=f"{OUT}/checkpoints",
        out=folder_of,
        program=PROGRAM,
        settings=SETTINGS["apply"],
    conda:
        "../envs/cellscape.yaml"
    resources:
        mem_mb=memory(MEMORY["sample"]),
    shell:
        "{params.program} cohort apply {input.sample:q} --sample {wildcards.sample} --plan {input.plan}"
        " --model {input.model} --out {params.out} --threads {threads} --memory {resources.mem_mb}MB"
        " --checkpoints {params.checkpoints} --resume {params.settings} --progress plain > {log} 2>&1"


# A section in tiles is one result again, in a folder of its own.
rule join:
    input:
        section=section_of,
        tiles=tiles_of,
    output:
        result=f"{OUT}/sections/{{section}}/result.h5ad",
        table=f"{OUT}/sections/{{section}}/domains.csv",
        done=f"{OUT}/sections/{{section}}/manifest.json",
    log:
        f"{OUT}/logs/join/{{section}}.log",
    params:
        out=folder_of,
        program=PROGRAM,
    conda:
        "../envs/cellscape.yaml"
    resources:
        mem_mb=memory(MEMORY["section"]),
    shell:
        "{params.program} cohort join {input.tiles:q} --section {input.section:q} --out {params.out}"
        " --progress plain > {log} 2>&1"


rule gather:
    input:
        counts=of_all("counts", "samples"),
        plan=f"{OUT}/work/cohort.plan",
        fit=f"{OUT}/fit/fit.json",
        sheet=config["samples"],
    output:
        record=f"{OUT}/cohort/cohort.json",
        report=f"{OUT}/cohort/report.html",
        tables=directory(f"{OUT}/cohort/tables"),
    log:
        f"{OUT}/logs/gather.log",
    params:
        out=folder_of,
        program=PROGRAM,
        settings=SETTINGS["gather"],
    conda:
        "../envs/cellscape.yaml"
    resources:
        mem_mb=memory(2000),
    shell:
        "{params.program} cohort gather {input.counts} --plan {input.plan} --fit {input.fit}"
        " --samples {input.sheet} --results ../samples --out {params.out} {params.settings}"
        " --progress plain > {log} 2>&1"
