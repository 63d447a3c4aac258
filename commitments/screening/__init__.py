"""自动比对、自动拦截: lists of whom the courts and organs named, and the bidders compared with them（三(三); procedures E.23）."""
