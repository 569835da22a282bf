#!/usr/bin/env bash
# Starts a SLURM of one node, this machine, for the time of a command: slurmNode.sh FOLDER COMMAND...
# Needs Debian's slurm-wlm and munge, and root; FOLDER is made and holds keys, states and logs. Ends with the code of the command,
# or with 69 where SLURM is not there or does not start.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd); shift
for program in munged slurmctld slurmd sbatch scontrol; do
  command -v "$program" > /dev/null || { echo "slurm: $program is not there (apt-get install slurm-wlm munge)"; exit 69; }
done
host=$(hostname -s)
mkdir -p "$folder"/{state,spool,munge}
chmod 711 "$folder" "$folder/munge"
[ -f "$folder/munge.key" ] || head -c 1024 /dev/urandom > "$folder/munge.key"
chmod 400 "$folder/munge.key"
cat > "$folder/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SlurmctldPort=${SLURM_NODE_PORT:-16817}
SlurmdPort=$((${SLURM_NODE_PORT:-16817} + 1))
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ReturnToService=2
MinJobAge=3600
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(($(awk '/MemTotal/ {print $2}' /proc/meminfo) / 1024 - 200)) State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$folder/slurm.conf"
started=()
finish() { for pid in "${started[@]}"; do kill "$pid" 2> /dev/null || true; done; }
trap finish EXIT
munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge/socket" --pid-file="$folder/munge/pid" \
  --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" & started+=($!)
for _ in $(seq 50); do [ -S "$folder/munge/socket" ] && break; sleep 0.2; done
slurmctld -D > "$folder/slurmctld.out" 2>&1 & started+=($!)
slurmd -D -N "$host" > "$folder/slurmd.out" 2>&1 & started+=($!)
for _ in $(seq 100); do
  sinfo --noheader --format=%T 2> /dev/null | grep -q idle && ready=yes && break
  sleep 0.5
done
[ "${ready:-}" = yes ] || { echo "slurm: the node did not become idle; see the logs in $folder"; tail -n 3 "$folder"/*.log; exit 69; }
"$@"
