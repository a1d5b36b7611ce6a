-- The records of the two stories, for a database in which nothing was ever created.
INSERT INTO place (id, name, address) VALUES (1, 'Demon Dogs', '944 W. Fullerton'), (2, 'Ace Hardware', '1013 N. Ashland');
INSERT INTO restaurant (place_id, serves_hot_dogs, serves_pizza) VALUES (1, TRUE, FALSE);
INSERT INTO waiter (id, name, restaurant_id) VALUES (1, 'Joe', 1);
INSERT INTO person (id, name, email, mobile) VALUES (1, 'Joan louji', '', '123412'), (2, 'Rion', '', '0987632');
INSERT INTO adhar (id, person_id, signature, adhar_no) VALUES
    (1, 1, 'asdf234dsafuiq3&^$^GUJHVR', '432198176354'),
    (2, 2, 'adfpoiwruywqtrgmnb13241)*&^%$', '2314928376');
