table 'users' {
}
