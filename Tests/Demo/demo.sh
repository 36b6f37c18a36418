#!/usr/bin/env bash
# A walk through Strata on the sample exports: commit, compare, promote, import, export, blame, and what git makes of the result.
# Leaves the repository in .build/demo/strata.git. `make demo` builds the tool and runs this.
set -euo pipefail
cd "$(dirname "$0")/../.."

demo=.build/demo
exports=Tests/Fixtures/exports
strata() { "$PWD/.build/debug/strata" "$@"; }

[ -x .build/debug/strata ] || { echo "no tool yet: run 'make demo'" >&2; exit 1; }
if [ -e "$demo" ] && [ ! -e "$demo/.made-by-demo" ]; then
  echo "'$demo' was not made by this demo; move it away first" >&2
  exit 1
fi
rm -rf "$demo"
mkdir -p "$demo"
touch "$demo/.made-by-demo"

export STRATA_REPO=$demo/strata.git
export STRATA_AUTHOR_NAME='Dana Demo' STRATA_AUTHOR_EMAIL=dana@example.com
bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' plain=$'\e[0m'; fi

say() { printf '\n%s── %s%s\n' "$bold" "$*" "$plain"; }
run() {
  printf '\n%s$' "$bold"
  printf ' %s' "${@@Q}" | sed -E "s/'([A-Za-z0-9_.,:=@%+\/~-]+)'/\1/g"
  printf '%s\n' "$plain"
  "$@"
}
# Runs a command that must end with the exit code that is named first.
expect() {
  local wanted=$1 code=0
  shift
  run "$@" || code=$?
  [ "$code" = "$wanted" ] || { echo "exit code $code instead of $wanted" >&2; exit 1; }
  printf '(exit code %s)\n' "$code"
}

say 'A repository with three environments; the order is the promotion order'
run strata init "$STRATA_REPO"
run strata env list

say 'Exports as Palette wrote them go into dev, one commit each'
run strata commit $exports/web-platform-1.2.0.json $exports/ml-ops.json $exports/edge-base.json --env dev \
  -m 'Take over the profiles of dev'
run strata show dev:tenant/web-platform
run strata masked dev:tenant/web-platform

say 'One digit is changed in the layer of Kubernetes, exported again and committed'
run strata commit $exports/demo/web-platform-1.2.0.json --env dev -m 'Keep audit logs for 60 days'
run strata diff dev:tenant/web-platform
expect 2 strata diff dev~1:tenant/web-platform@1.2.0 dev:tenant/web-platform@1.2.0 --output compact --exit-code

say 'Committing what is already there makes no commit'
run strata commit $exports/demo/web-platform-1.2.0.json --env dev

say 'From dev to staging: first what would happen, then for real'
run strata promote --all --from dev --to staging --dry-run
run strata promote --all --from dev --to staging

say 'A new version appears in dev and goes on alone'
run strata commit $exports/web-platform-1.3.0.json --env dev -m 'Kubernetes 1.29.10, certificates by cert-manager'
run strata diff dev:tenant/web-platform@1.2.0 dev:tenant/web-platform@1.3.0
run strata diff staging dev --output compact
run strata diff dev:tenant/web-platform@1.2.0 dev:tenant/web-platform@1.3.0 --output markdown --out "$demo/pull-request.md"
run strata diff dev:tenant/web-platform@1.2.0 dev:tenant/web-platform@1.3.0 --output html --out "$demo/difference.html"
run strata promote web-platform --from dev --to staging
run strata diff staging dev

say 'Who set a value, how the environments stand, what is still to fill in'
run strata blame staging:tenant/web-platform@1.2.0 --layer kubernetes kubeadmconfig.apiServer.extraArgs.audit-log-maxage
run strata diff --matrix
run strata status
run strata masked staging --to prod --sheet "$demo/fill-sheet.json"

say 'From staging to prod, and into a project of prod under a name of its own'
run strata promote web-platform@1.2.0 --from staging --to prod
run strata import staging:tenant/web-platform@1.3.0 --to prod:projects/payments --name payments-platform
run strata show prod:projects/payments/payments-platform

say 'Every environment remembers how it came to be what it is'
run strata log prod
run strata masked prod

say 'Back to a file that Palette imports'
run strata export prod:projects/payments/payments-platform --out "$demo/payments-platform.json"
run head -n 12 "$demo/payments-platform.json"

say 'The whole repository, checked'
run strata verify

say 'What is stored: one branch for each environment, one file for each version'
for branch in env/dev env/staging env/prod; do
  run git -C "$STRATA_REPO" ls-tree -r --name-only "$branch"
done

say 'Plain git reads it too, and with strata as its driver by layers and values'
run strata setup-git "$STRATA_REPO"
run git -C "$STRATA_REPO" log -1 -p --format=%s env/dev -- tenant/profiles/web-platform/1.2.0.json

say 'Try these'
cat <<END
  git -C $STRATA_REPO log -p env/dev
  git -C $STRATA_REPO log --stat env/prod
  git -C $STRATA_REPO blame env/dev -- tenant/profiles/web-platform/1.2.0.json
  git -C $STRATA_REPO diff env/staging env/dev
  git clone $STRATA_REPO /tmp/profiles && ls /tmp/profiles
END
