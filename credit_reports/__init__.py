"""信用报告: what stands in public of a department at one moment, numbered and signed（苏政发〔2023〕55号 二(三)、二(四)）."""
