-- Who looked into an official's file is written once: no row is changed, none taken away.
CREATE FUNCTION dossiers_access_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '查阅登记只能增加，不能修改或删除' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER access_stays BEFORE UPDATE OR DELETE ON dossiers_fileaccess
    FOR EACH ROW EXECUTE FUNCTION dossiers_access_stays();

CREATE TRIGGER stands_aside BEFORE INSERT OR UPDATE ON dossiers_filerequest
    FOR EACH ROW EXECUTE FUNCTION postings_stands_aside('decided_by_id');
