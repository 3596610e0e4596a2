package cli

func (r *run) notYet(mode string) int {
	r.errs.Write([]byte("gonetstat: " + mode + " is not there yet\n"))
	return statusRefused
}

func (r *run) masquerade() int { return r.notYet("-M") }
func (r *run) groups() int     { return r.notYet("-g") }
