CREATE TABLE dish (
    id bigint NOT NULL AUTO_INCREMENT,
    name varchar(50) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_dish_name UNIQUE (name)
);

CREATE TABLE ingredient (
    id bigint NOT NULL AUTO_INCREMENT,
    name varchar(50) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE dish_ingredient (
    dish_id bigint NOT NULL,
    ingredient_id bigint NOT NULL,
    PRIMARY KEY (dish_id, ingredient_id),
    CONSTRAINT fk_dish_ingredient_dish FOREIGN KEY (dish_id) REFERENCES dish (id),
    CONSTRAINT fk_dish_ingredient_ingredient FOREIGN KEY (ingredient_id) REFERENCES ingredient (id)
);

CREATE TABLE menu_item (
    id bigint NOT NULL AUTO_INCREMENT,
    dish_id bigint NOT NULL,
    price decimal(10, 2) NOT NULL,
    since date NOT NULL,
    kind varchar(20) NOT NULL,
    calories bigint NOT NULL,
    spiciness int,
    vegan boolean,
    note varchar(100),
    changed_at datetime(6),
    PRIMARY KEY (id),
    CONSTRAINT fk_menu_item_dish FOREIGN KEY (dish_id) REFERENCES dish (id)
);

CREATE TABLE employee (
    id bigint NOT NULL AUTO_INCREMENT,
    name varchar(50) NOT NULL,
    site varchar(20) NOT NULL,
    badge int NOT NULL,
    boss_id bigint,
    PRIMARY KEY (id),
    CONSTRAINT uq_employee_site_badge UNIQUE (site, badge),
    CONSTRAINT fk_employee_boss FOREIGN KEY (boss_id) REFERENCES employee (id)
);
