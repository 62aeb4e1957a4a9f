#!/bin/sh
# Cài đặt Trợ lý không cần internet, rồi mở trang thiết lập:  sh setup.sh
# Với tên lệnh thì chạy lệnh đó thay cho trang thiết lập:      sh setup.sh doctor
set -eu
cd "$(dirname "$0")"

fits() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' 2>/dev/null
}

if ! cmp -s requirements.txt .venv/installed.txt; then
    python=""
    for candidate in "${PYTHON:-python@PYTHON@}" python3 python; do
        if fits "$candidate"; then python=$candidate; break; fi
    done
    if [ -z "$python" ]; then
        echo "Cần Python @PYTHON@. Cài Python @PYTHON@ rồi chạy lại, hoặc tạo gói cho bản Python của máy này." >&2
        exit 1
    fi
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "Python thiếu phần venv. Trên Debian, Ubuntu: cài gói python@PYTHON@-venv." >&2
        exit 1
    fi
    echo "Đang cài đặt vào thư mục .venv, chờ khoảng một phút." >&2
    "$python" -m venv --clear .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --no-index --find-links wheels --require-hashes --requirement requirements.txt
    cp requirements.txt .venv/installed.txt
fi

if [ $# -eq 0 ]; then set -- setup; fi
exec .venv/bin/cadrebot "$@"
