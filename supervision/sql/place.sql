-- Every region with the regions above it, itself included, by depth in the tree.
SELECT here.id, here.code, province.id AS province, city.id AS city, county.id AS county, township.id AS township
FROM organisations_region here
LEFT JOIN organisations_region province ON province.code = split_part(here.path, '/', 1)
LEFT JOIN organisations_region city ON city.code = split_part(here.path, '/', 2)
LEFT JOIN organisations_region county ON county.code = split_part(here.path, '/', 3)
LEFT JOIN organisations_region township ON township.code = split_part(here.path, '/', 4)
