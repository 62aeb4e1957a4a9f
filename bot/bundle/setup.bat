@echo off
rem Cai dat Tro ly khong can internet, roi mo trang thiet lap. Voi ten lenh thi chay lenh do:  setup.bat doctor
chcp 65001 >nul
cd /d "%~dp0"

fc /b requirements.txt .venv\installed.txt >nul 2>&1
if not errorlevel 1 goto run

set "PYTHON=py -@PYTHON@"
%PYTHON% --version >nul 2>&1
if errorlevel 1 set "PYTHON=python"
%PYTHON% -c "import sys; sys.exit(sys.version_info[:2] != tuple(map(int, '@PYTHON@'.split('.'))))" >nul 2>&1
if errorlevel 1 (
    echo Cần Python @PYTHON@ 64-bit. Cài Python @PYTHON@ rồi chạy lại.
    pause
    exit /b 1
)
echo Đang cài đặt vào thư mục .venv, chờ khoảng một phút.
%PYTHON% -m venv --clear .venv
if errorlevel 1 goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels --require-hashes --requirement requirements.txt
if errorlevel 1 goto failed
copy /y requirements.txt .venv\installed.txt >nul

:run
if "%~1"=="" (.venv\Scripts\cadrebot setup) else (.venv\Scripts\cadrebot %*)
exit /b %errorlevel%

:failed
echo Cài đặt chưa xong. Xem dòng báo lỗi ở trên.
pause
exit /b 1
