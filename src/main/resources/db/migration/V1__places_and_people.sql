-- Text is ordered by Unicode, ignoring case, with accents apart and without padding.
-- An index serves each column that can be ordered by, once for either direction: keys always ascend behind it.
-- Foreign keys do not cascade: the server deletes children itself, so that the binlog tells of each.
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE IF NOT EXISTS place (
    id bigint NOT NULL AUTO_INCREMENT,
    name varchar(50) NOT NULL,
    address varchar(80) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_place_name (name, id),
    KEY ix_place_name_desc (name DESC, id),
    KEY ix_place_address (address, id),
    KEY ix_place_address_desc (address DESC, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE IF NOT EXISTS restaurant (
    place_id bigint NOT NULL,
    serves_hot_dogs boolean NOT NULL,
    serves_pizza boolean NOT NULL,
    PRIMARY KEY (place_id),
    KEY ix_restaurant_serves_hot_dogs (serves_hot_dogs, place_id),
    KEY ix_restaurant_serves_hot_dogs_desc (serves_hot_dogs DESC, place_id),
    KEY ix_restaurant_serves_pizza (serves_pizza, place_id),
    KEY ix_restaurant_serves_pizza_desc (serves_pizza DESC, place_id),
    CONSTRAINT fk_restaurant_place FOREIGN KEY (place_id) REFERENCES place (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE IF NOT EXISTS waiter (
    id bigint NOT NULL AUTO_INCREMENT,
    name varchar(50) NOT NULL,
    restaurant_id bigint NOT NULL,
    PRIMARY KEY (id),
    KEY ix_waiter_name (name, id),
    KEY ix_waiter_name_desc (name DESC, id),
    KEY ix_waiter_restaurant (restaurant_id, id),
    KEY ix_waiter_restaurant_desc (restaurant_id DESC, id),
    CONSTRAINT fk_waiter_restaurant FOREIGN KEY (restaurant_id) REFERENCES restaurant (place_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE IF NOT EXISTS person (
    id bigint NOT NULL AUTO_INCREMENT,
    name varchar(100) NOT NULL,
    email varchar(254) NOT NULL,
    mobile varchar(100) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_person_name (name, id),
    KEY ix_person_name_desc (name DESC, id),
    KEY ix_person_email (email, id),
    KEY ix_person_email_desc (email DESC, id),
    KEY ix_person_mobile (mobile, id),
    KEY ix_person_mobile_desc (mobile DESC, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;

CREATE TABLE IF NOT EXISTS adhar (
    id bigint NOT NULL AUTO_INCREMENT,
    person_id bigint NOT NULL,
    signature varchar(10000) NOT NULL,
    adhar_no varchar(100) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_adhar_person (person_id),
    KEY ix_adhar_person (person_id, id),
    KEY ix_adhar_person_desc (person_id DESC, id),
    KEY ix_adhar_adhar_no (adhar_no, id),
    KEY ix_adhar_adhar_no_desc (adhar_no DESC, id),
    CONSTRAINT fk_adhar_person FOREIGN KEY (person_id) REFERENCES person (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
