# 两条命令：make run 运行整个门户；make test 运行全部检查和测试
PYTHON ?= python3
PREPARE = exec $(PYTHON) -I integrity_portal/prepare.py

.PHONY: run test check quality proof bench requirements

run test check quality proof bench requirements:
	@$(PREPARE) $@
